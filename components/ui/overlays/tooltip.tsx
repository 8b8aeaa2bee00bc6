'use client'

import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { placeFloating } from './place-floating'

type Props = { text: ReactNode; children: ReactElement; side?: 'top' | 'bottom' }

const showAfterMs = 350
/** Long enough to move the pointer onto the tooltip. */
const hideAfterMs = 100

/** Explains its content on hover and focus. Never put essential information only here. */
export function Tooltip({ text, children, side = 'top' }: Props) {
  const id = useId()
  const anchor = useRef<HTMLElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [isShown, setShown] = useState(false)
  useEffect(() => () => clearTimeout(timer.current), [])

  function turn(next: boolean, afterMs: number) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setShown(next), afterMs)
  }
  const hide = () => turn(false, 0)

  const own = children.props as Record<string, ((event: unknown) => void) | undefined>
  const also = (name: string, act: (event: never) => void) => ({
    [name]: (event: never) => {
      own[name]?.(event)
      act(event)
    },
  })
  return (
    <>
      {cloneElement(children as ReactElement<Record<string, unknown>>, {
        ref: (element: HTMLElement | null) => {
          anchor.current = element
          hand(own.ref, element)
        },
        ...(isShown && !own['aria-label'] && { 'aria-describedby': id }),
        ...also('onPointerEnter', ({ pointerType }: React.PointerEvent) => {
          if (pointerType !== 'touch') turn(true, showAfterMs)
        }),
        ...also('onPointerLeave', () => turn(false, hideAfterMs)),
        ...also('onPointerDown', hide),
        ...also('onFocus', ({ target }: React.FocusEvent) => {
          if (target.matches(':focus-visible')) turn(true, 0)
        }),
        ...also('onBlur', hide),
      })}
      {isShown && anchor.current && (
        <Bubble
          id={id}
          anchor={anchor.current}
          side={side}
          hide={hide}
          stay={() => turn(true, 0)}
          leave={() => turn(false, hideAfterMs)}
        >
          {text}
        </Bubble>
      )}
    </>
  )
}

type BubbleProps = {
  id: string
  anchor: HTMLElement
  side: 'top' | 'bottom'
  hide: () => void
  stay: () => void
  leave: () => void
  children: ReactNode
}

function Bubble({ id, anchor, side, hide, stay, leave, children }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null)
  const latestHide = useRef(hide)
  latestHide.current = hide
  useEffect(() => {
    const element = bubble.current
    if (!element?.isConnected) return
    element.showPopover()
    placeFloating(element, anchor, { side, align: 'center', gapPx: 6 })
    const away = () => latestHide.current()
    const scroll = ({ target }: Event) => target instanceof Node && target.contains(anchor) && away()
    const press = (event: KeyboardEvent) => event.key === 'Escape' && away()
    window.addEventListener('scroll', scroll, { capture: true, passive: true })
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('scroll', scroll, { capture: true })
      window.removeEventListener('keydown', press)
    }
  }, [anchor, side])

  return createPortal(
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      popover="manual"
      onPointerEnter={stay}
      onPointerLeave={leave}
      className="inset-auto max-w-80 rounded-control bg-neutral-11 px-2 py-1 text-neutral-1 text-sm shadow-float transition-opacity starting:opacity-0"
    >
      {children}
    </div>,
    document.body,
  )
}

function hand(ref: unknown, element: HTMLElement | null) {
  if (typeof ref === 'function') ref(element)
  else if (ref) (ref as { current: HTMLElement | null }).current = element
}
