'use client'

import { type ReactElement, type ReactNode, useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { Dialog, DialogActions } from '@/components/ui/overlays/dialog'
import { useOpening } from '@/components/ui/overlays/use-opening'
import type { FormState } from '@/lib/form-state'
import { acted } from './acted'

type Act<Result> = (before: FormState<Result>, form: FormData) => Promise<FormState<Result>>

type FormProps<Result> = {
  act: Act<Result>
  submitLabel: string
  /** Called after the dialog closes. */
  onDone?: (result: Result) => void
  /** Shown in place of the form after success. The dialog then stays open. */
  after?: (result: Result, close: () => void) => ReactNode
  children: (state: FormState<Result>) => ReactNode
}

type Props<Result> = FormProps<Result> & {
  title: string
  description?: string
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** A form in a dialog, with its fields, its errors, Cancel, and the submit button. */
export function FormDialog<Result>({ title, description, trigger, open, onOpenChange, ...form }: Props<Result>) {
  const { isOpen, setOpen } = useOpening({ open, onOpenChange })
  return (
    <Dialog {...{ title, description, trigger }} open={isOpen} onOpenChange={setOpen}>
      <DialogForm {...form} close={() => setOpen(false)} />
    </Dialog>
  )
}

function DialogForm<Result>({
  act,
  submitLabel,
  onDone,
  after,
  close,
  children,
}: FormProps<Result> & { close: () => void }) {
  const [state, action] = useActionState(async (before: FormState<Result>, form: FormData) => {
    const next = await acted(() => act(before, form))
    if (!next?.ok || after) return next
    close()
    onDone?.(next.result)
    return undefined
  }, undefined)
  if (state?.ok && after) return after(state.result, close)
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage state={state} />
      {children(state)}
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <SubmitButton>{submitLabel}</SubmitButton>
      </DialogActions>
    </form>
  )
}
