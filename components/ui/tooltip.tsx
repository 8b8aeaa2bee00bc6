'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'

type Props = { text: ReactNode; children: ReactElement; side?: 'top' | 'bottom' | 'left' | 'right' }

/** Says more about what it wraps, on hover and on focus. Never the only place of something that matters. */
export function Tooltip({ text, children, side = 'top' }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={350} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-60">
          <Base.Popup className="max-w-80 rounded-control bg-neutral-11 px-2 py-1 text-neutral-1 text-sm shadow-float transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
