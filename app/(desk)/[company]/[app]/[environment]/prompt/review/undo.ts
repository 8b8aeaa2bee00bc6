import { undoPromptAction } from '@/app/(desk)/prompt/actions'
import { doneOrSaid } from '@/app/(desk)/prompt/done-or-said'
import { type Offered, offerUntilOvertaken } from '@/app/(desk)/prompt/undo-offers'
import { toast } from '@/components/ui/overlays/toast'
import { originLabel } from '@/lib/prompts/revision-labels'

type Saved = Offered & { what: string; description?: string; onUndone: () => void }

/** Announces a saved change and offers undo for half a minute, unless someone saves there again. */
export function offerUndo({ input, revision, what, description = `Revision ${revision}`, onUndone }: Saved) {
  async function takeBack() {
    const done = await doneOrSaid(() => undoPromptAction({ ...input, revision }), {
      couldNot: 'undo the change',
      isDone: 'the change was undone',
    })
    if (!done) return
    const origin = originLabel({ kind: 'undo', restoredFrom: revision - 1 })
    toast.info('Change undone', { description: `Revision ${done.result.revision}: ${origin}.` })
    onUndone()
  }
  offerUntilOvertaken([{ input, revision }], ({ undoMs, close }) =>
    toast.offer(what, {
      description,
      timeoutMs: undoMs,
      action: {
        label: 'Undo',
        onPress: () => {
          close()
          void takeBack()
        },
      },
    }),
  )
}
