import { promptAct } from '@/app/(desk)/prompt/prompt-acts'
import { sayFailure } from '@/app/(desk)/prompt/say-failure'
import { toast } from '@/components/ui/toast'
import type { PlaceInput } from '@/lib/prompts/at-place'

const undoMs = 30_000

/** Says what was saved, and takes it back for half a minute. */
export function offerUndo({
  input,
  revision,
  what,
  description,
  onUndone,
}: {
  input: PlaceInput
  revision: number
  what: string
  description?: string
  onUndone: () => void
}) {
  toast.good(what, {
    description: description ?? `Revision ${revision}`,
    timeoutMs: undoMs,
    action: {
      label: 'Undo',
      onPress: () =>
        void promptAct('undo', { ...input, revision }).then(
          () => {
            toast.info('Undone', { description: `Revision ${revision + 1} is as before.` })
            onUndone()
          },
          (error: unknown) => sayFailure(error, { couldNot: 'undo it', isDone: 'it is undone' }),
        ),
    },
  })
}
