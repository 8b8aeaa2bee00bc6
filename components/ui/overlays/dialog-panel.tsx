'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { buttonStyles } from '@/components/ui/button-styles'
import { classNames } from '@/components/ui/class-names'
import { backdrop, dialogPopup } from './floating'
import { focusBack } from './focus-back'

export type DialogPanelProps = {
  opener: RefObject<HTMLElement | null>
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
  title: ReactNode
  description?: ReactNode
  isWide?: boolean
  children: ReactNode
}

export function DialogPanel({ opener, isOpen, setOpen, title, description, isWide, children }: DialogPanelProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(next) => setOpen(next)}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          finalFocus={focusBack(opener)}
          className={classNames(dialogPopup, isWide ? 'max-w-3xl' : 'max-w-md')}
        >
          <div className="flex min-w-0 flex-col gap-1 pr-9">
            <Base.Title className="break-words font-semibold text-lg">{title}</Base.Title>
            {description && <Base.Description className="text-quiet">{description}</Base.Description>}
          </div>
          {children}
          {/* Last, so that a dialog opens with its first field focused. */}
          <Base.Close
            aria-label="Close"
            className={buttonStyles({ variant: 'ghost', isSquare: true, className: 'absolute top-4 right-3' })}
          >
            <X aria-hidden className="size-4" />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
