'use client'

import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type ReactElement, type ReactNode, useState, useTransition } from 'react'
import { Button } from './button'
import { buttonStyles } from './button-styles'
import { classNames } from './class-names'
import { dialogPopup } from './dialog'
import { backdrop } from './floating'
import { TextField } from './text-field'

type Props = {
  title: ReactNode
  /** What will happen, and to whom. */
  children: ReactNode
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  confirmLabel: string
  /** The person must type this first, letter for letter. */
  typeToConfirm?: string
  isDangerous?: boolean
  /** Return false to keep the dialog open. */
  onConfirm: (typed: string) => Promise<unknown>
}

export function ConfirmDialog({
  title,
  children,
  trigger,
  confirmLabel,
  typeToConfirm,
  isDangerous = true,
  onConfirm,
  ...opened
}: Props) {
  const [isOpenHere, setOpenHere] = useState(false)
  const [typed, setTyped] = useState('')
  const [isPending, startTransition] = useTransition()
  const isOpen = opened.open ?? isOpenHere

  function setOpen(next: boolean) {
    setTyped('')
    setOpenHere(next)
    opened.onOpenChange?.(next)
  }

  const confirm = () =>
    startTransition(async () => {
      const isDone = await onConfirm(typed)
      if (isDone !== false) setOpen(false)
    })

  return (
    <Base.Root open={isOpen} onOpenChange={setOpen}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup className={classNames(dialogPopup, 'max-w-md')}>
          <Base.Title className="font-semibold text-lg">{title}</Base.Title>
          <Base.Description render={<div />} className="flex flex-col gap-2 text-md text-quiet">
            {children}
          </Base.Description>
          {typeToConfirm && (
            <TextField
              label={
                <>
                  Type <span className="font-mono text-sm">{typeToConfirm}</span> to confirm
                </>
              }
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          )}
          <div className="mt-1 flex justify-end gap-2">
            <Base.Close className={buttonStyles()}>Cancel</Base.Close>
            <Button
              variant={isDangerous ? 'danger' : 'primary'}
              isPending={isPending}
              disabled={Boolean(typeToConfirm) && typed !== typeToConfirm}
              onClick={confirm}
            >
              {confirmLabel}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
