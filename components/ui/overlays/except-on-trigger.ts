import type { RefObject } from 'react'

type Change = { event: Event; cancel(): void }

/** Ignores presses on the trigger. It toggles the popup itself, so closing it here would reopen it. */
export const exceptOnTrigger =
  (trigger: RefObject<HTMLElement | null>, setOpen: (isOpen: boolean) => void) => (next: boolean, change: Change) => {
    const { target } = change.event
    if (!next && target instanceof Node && trigger.current?.contains(target)) change.cancel()
    else setOpen(next)
  }
