'use client'

import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type FormEvent, type ReactNode, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { classNames } from '@/components/ui/class-names'
import { isTyped, TypeToConfirm } from '@/components/ui/form/type-to-confirm'
import type { DialogPanelProps } from './dialog-panel'
import { backdrop, dialogPopup } from './floating'
import { focusBack } from './focus-back'

export type Confirmed = {
  title: ReactNode
  /** What will happen, and to whom. */
  children: ReactNode
  confirmLabel: string
  /** Text that the person must type exactly before confirming. */
  typeToConfirm?: string
  isDangerous?: boolean
  /** Return false to keep the dialog open. */
  onConfirm: (typed: string) => Promise<unknown>
}

type Props = Confirmed & Pick<DialogPanelProps, 'opener' | 'isOpen' | 'setOpen'>

export function ConfirmDialogPanel({ opener, isOpen, setOpen, title, children, ...confirmed }: Props) {
  const { confirmLabel, typeToConfirm, isDangerous = true, onConfirm } = confirmed
  const [typed, setTyped] = useState('')
  const [isPending, startTransition] = useTransition()

  function turn(next: boolean) {
    setTyped('')
    setOpen(next)
  }

  const isReady = !typeToConfirm || isTyped(typed, typeToConfirm)

  function confirm(event: FormEvent) {
    event.preventDefault()
    // React would also pass the event to a form that the dialog was opened from.
    event.stopPropagation()
    if (!isReady || isPending) return
    startTransition(async () => {
      const isDone = await onConfirm(typed)
      if (isDone !== false) turn(false)
    })
  }

  return (
    <Base.Root open={isOpen} onOpenChange={turn}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup finalFocus={focusBack(opener)} className={classNames(dialogPopup, 'max-w-md')}>
          <Base.Title className="break-words font-semibold text-lg">{title}</Base.Title>
          <Base.Description render={<div />} className="flex flex-col gap-2 text-md text-quiet">
            {children}
          </Base.Description>
          <form onSubmit={confirm} className="flex flex-col gap-4">
            {typeToConfirm && <TypeToConfirm wanted={typeToConfirm} value={typed} onValueChange={setTyped} />}
            <div className="mt-1 flex flex-wrap justify-end gap-2">
              <Base.Close className={buttonStyles()}>Cancel</Base.Close>
              <Button
                type="submit"
                variant={isDangerous ? 'danger' : 'primary'}
                isPending={isPending}
                disabled={!isReady}
              >
                {confirmLabel}
              </Button>
            </div>
          </form>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
