'use client'

import { cloneElement, type ReactElement, type RefObject } from 'react'

type Props = {
  trigger: ReactElement
  opens: 'menu' | 'dialog'
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  setOpen: (isOpen: boolean, byKeyboard: boolean) => void
  preload: () => unknown
}

type Pressed = { onClick?: (event: React.MouseEvent) => void }

/** A button that opens something whose code may not be loaded yet. */
export function Opener({ trigger, opens, anchor, isOpen, setOpen, preload }: Props) {
  const own = trigger.props as Pressed
  return cloneElement(trigger as ReactElement<Record<string, unknown>>, {
    ref: anchor,
    'aria-haspopup': opens,
    'aria-expanded': isOpen,
    'data-popup-open': isOpen ? '' : undefined,
    onPointerEnter: preload,
    onFocus: preload,
    onClick: (event: React.MouseEvent) => {
      own.onClick?.(event)
      if (!event.defaultPrevented) setOpen(!isOpen, event.detail === 0)
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      // The opened part is still loading; otherwise it would have the focus and receive the key.
      if (isOpen && event.key === 'Escape') return setOpen(false, true)
      if (opens !== 'menu' || isOpen || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
      event.preventDefault()
      setOpen(true, true)
    },
  })
}
