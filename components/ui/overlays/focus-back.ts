import type { RefObject } from 'react'

/**
 * Returns the focus to what opened a popup, once the popup has faded out. If the focus has moved on by then, such as
 * into a dialog that a menu's item opened, it stays there.
 */
export const focusBack = (opener: RefObject<HTMLElement | null>) => () => {
  const now = document.activeElement
  return !now || now === document.body || now.closest('[data-closed]') ? opener.current : false
}
