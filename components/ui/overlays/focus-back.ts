import type { RefObject } from 'react'

type Ref = RefObject<HTMLElement | null>

/**
 * Returns the focus to what opened a popup, once the popup has faded out. If the focus has moved on by then, such as
 * into a dialog that a menu's item opened, it stays there.
 */
export function focusBack(opener: Ref, popup: Ref) {
  return () => {
    const now = document.activeElement
    return !now || now === document.body || popup.current?.contains(now) ? opener.current : false
  }
}
