'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { buttonStyles } from './button-styles'
import { classNames } from './class-names'
import { backdrop } from './floating'

type Props = {
  title: ReactNode
  description?: ReactNode
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  isWide?: boolean
  children: ReactNode
}

export function Dialog({ title, description, trigger, open, onOpenChange, isWide, children }: Props) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup className={classNames(dialogPopup, isWide ? 'max-w-3xl' : 'max-w-md')}>
          <div className="flex items-start justify-between gap-4">
            <div className="flex flex-col gap-1">
              <Base.Title className="font-semibold text-lg">{title}</Base.Title>
              {description && <Base.Description className="text-quiet">{description}</Base.Description>}
            </div>
            <Base.Close
              aria-label="Close"
              className={buttonStyles({ variant: 'ghost', isSquare: true, className: '-mt-1 -mr-2' })}
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export const dialogPopup =
  'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-surface border border-line-strong bg-raised p-5 shadow-float outline-none transition-[opacity,scale] data-starting-style:scale-98 data-ending-style:opacity-0 data-starting-style:opacity-0'

/** The row of buttons that ends a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-1 flex flex-wrap justify-end gap-2">{children}</div>
}

export const DialogClose = Base.Close
