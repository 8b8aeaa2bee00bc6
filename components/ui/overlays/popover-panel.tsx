'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'
import { classNames } from '@/components/ui/class-names'
import { exceptOnTrigger } from './except-on-trigger'
import { floatingPlace, floatingSurface } from './floating'
import { focusBack } from './focus-back'

type Props = {
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
  title: string | undefined
  align: 'start' | 'center' | 'end'
  isSticky?: boolean
  children: ReactNode
}

export function PopoverPanel({ anchor, isOpen, setOpen, title, align, isSticky = false, children }: Props) {
  return (
    <Base.Root open={isOpen} onOpenChange={exceptOnTrigger(anchor, setOpen)}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          sideOffset={6}
          align={align}
          positionMethod={isSticky ? 'fixed' : 'absolute'}
          className={floatingPlace}
        >
          <Base.Popup
            finalFocus={focusBack(anchor)}
            className={classNames(floatingSurface, 'flex max-w-[calc(100vw-1rem)] flex-col gap-3 p-3')}
          >
            {title && <Base.Title className="font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
