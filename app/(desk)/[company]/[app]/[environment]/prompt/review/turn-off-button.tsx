'use client'

import { CircleStop } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { promptLevelOf } from '@/app/(desk)/[company]/[app]/[environment]/prompt/prompt-place'
import { turnOffPromptAction } from '@/app/(desk)/prompt/actions'
import { doneOrSaid } from '@/app/(desk)/prompt/done-or-said'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { PromptView } from '@/lib/prompts/show-prompt'
import { offerUndo } from './undo'

/** Turns the prompt off with one click and one confirmation, without review or approval. */
export function TurnOffButton({ input, prompt, name }: { input: PlaceInput; prompt: PromptView; name: string }) {
  const router = useRouter()
  const level = promptLevelOf(input)
  const isOff =
    prompt.isReadable && prompt.own !== null && !prompt.own.isOn && (level === 'app' || prompt.own.stopsBelow)

  async function confirmed() {
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
      title={`Turn the prompt off for ${name}?`}
      confirmLabel="Turn off now"
      onConfirm={confirmed}
      trigger={
        <Button icon={<CircleStop aria-hidden className="size-4" />} disabled={isOff}>
          {isOff ? 'Off' : 'Turn off'}
        </Button>
      }
    >
      <p>Customers stop being asked. Connected apps update within a second.</p>
      {level !== 'app' && (
        <p>
          This also forces the prompt off at every level below {name}. To bring it back, choose Undo or restore an
          earlier revision.
        </p>
      )}
    </ConfirmDialog>
  )
}
