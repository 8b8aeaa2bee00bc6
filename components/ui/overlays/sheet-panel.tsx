'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { buttonStyles } from '@/components/ui/button-styles'
import { classNames } from '@/components/ui/class-names'
import type { DialogPanelProps } from './dialog-panel'
import { backdrop } from './floating'
import { focusBack } from './focus-back'

type Props = Pick<DialogPanelProps, 'opener' | 'isOpen' | 'setOpen' | 'title' | 'children'> & {
  isTitleHidden?: boolean
  side: 'left' | 'right'
  actions?: ReactNode
  isBeside?: boolean
}

const sides = {
  right: 'right-0 w-full max-w-[560px] border-l data-starting-style:translate-x-8 data-ending-style:translate-x-8',
  left: 'left-0 w-[280px] max-w-[85vw] border-r data-starting-style:-translate-x-8 data-ending-style:-translate-x-8',
} as const

export function SheetPanel({
  opener,
  isOpen,
  setOpen,
  title,
  isTitleHidden,
  side,
  actions,
  isBeside,
  children,
}: Props) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(next) => setOpen(next)}
      modal={!isBeside}
      disablePointerDismissal={isBeside}
    >
      <Base.Portal>
        {!isBeside && <Base.Backdrop className={backdrop} />}
        <Base.Popup
          ref={popup}
          // Focus the panel itself: on its first button, a tooltip would cover the title.
          initialFocus={side === 'right' ? popup : undefined}
          finalFocus={focusBack(opener)}
          className={classNames(
            'fixed inset-y-0 z-50 flex flex-col border-line-strong bg-page shadow-float outline-none transition-[opacity,translate] data-ending-style:opacity-0 data-starting-style:opacity-0',
            sides[side],
          )}
        >
          <div className={isTitleHidden ? 'sr-only' : 'flex h-12 shrink-0 items-center gap-2 border-b px-4'}>
            <Base.Title className="min-w-0 flex-1 truncate font-semibold text-lg">{title}</Base.Title>
            {actions}
            <Base.Close
              aria-label="Close"
              className={buttonStyles({ variant: 'ghost', isSquare: true, className: '-mr-2' })}
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
