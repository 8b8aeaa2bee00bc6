'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps } from 'react'
import { offerUndo } from '@/app/(desk)/[company]/[app]/[environment]/prompt/review/undo'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { turnOffPromptAction } from './actions'
import { doneOrSaid } from './done-or-said'

type Props = Pick<ComponentProps<typeof ConfirmDialog>, 'trigger' | 'open' | 'onOpenChange' | 'children'> & {
  input: PlaceInput
  name: string
}

/** Turns the prompt off after one confirmation, without review or approval, and offers undo. */
export function TurnOffDialog({ input, name, children, ...opening }: Props) {
  const router = useRouter()

  async function turnOff() {
    const done = await doneOrSaid(() => turnOffPromptAction(input), {
      couldNot: 'turn the prompt off',
      isDone: 'the prompt is off',
    })
    if (!done) return false
    const { revision } = done.result
    offerUndo({ input, revision, what: `The prompt is off for ${name}`, onUndone: () => router.refresh() })
    router.refresh()
    return true
  }

  return (
    <ConfirmDialog
      {...opening}
      title={`Turn the prompt off for ${name}?`}
      confirmLabel="Turn off now"
      onConfirm={turnOff}
    >
      {children}
    </ConfirmDialog>
  )
}
