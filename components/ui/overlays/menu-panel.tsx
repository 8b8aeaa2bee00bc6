'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { exceptOnTrigger } from './except-on-trigger'
import { floatingPlace, floatingSurface } from './floating'
import { focusBack } from './focus-back'
import { MenuParts } from './menu-parts'

type Props = {
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
  /** Focus the first item at once, because a key opened the menu. */
  isByKeyboard: boolean
  align: 'start' | 'center' | 'end'
  side: 'top' | 'bottom'
  isSticky: boolean
  children: ReactNode
}

export function MenuPanel({ anchor, isOpen, setOpen, isByKeyboard, align, side, isSticky, children }: Props) {
  const popup = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isOpen || !isByKeyboard) return
    const frame = requestAnimationFrame(() => popup.current?.querySelector<HTMLElement>(choices)?.focus())
    return () => cancelAnimationFrame(frame)
  }, [isOpen, isByKeyboard])

  return (
    <Base.Root modal={false} open={isOpen} onOpenChange={exceptOnTrigger(anchor, setOpen)}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          sideOffset={4}
          align={align}
          side={side}
          positionMethod={isSticky ? 'fixed' : 'absolute'}
          className={classNames(floatingPlace, 'outline-none')}
        >
          <Base.Popup
            ref={popup}
            finalFocus={focusBack(anchor)}
            className={classNames(floatingSurface, 'max-h-(--available-height) min-w-44 overflow-y-auto p-1')}
          >
            <MenuParts value={Base}>{children}</MenuParts>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

const choices = '[role^="menuitem"]:not([data-disabled])'
