import { promptAct } from '@/app/(desk)/prompt/prompt-acts'
import { sayFailure } from '@/app/(desk)/prompt/say-failure'
import { type Offered, offerUntilOvertaken } from '@/app/(desk)/prompt/undo-offers'
import { toast } from '@/components/ui/toast'
import { originWords } from '@/lib/prompts/revision-words'

type Saved = Offered & { what: string; description?: string; onUndone: () => void }

/** Says what was saved, and takes it back for half a minute, unless somebody saves there again. */
export function offerUndo({ input, revision, what, description = `Revision ${revision}`, onUndone }: Saved) {
  async function undo() {
    try {
      const undone = await promptAct('undo', { ...input, revision })
      const origin = originWords({ kind: 'undo', restoredFrom: revision - 1 })
      toast.info('Change undone', { description: `Revision ${undone.revision}: ${origin}.` })
      onUndone()
    } catch (error) {
      sayFailure(error, { couldNot: 'undo the change', isDone: 'the change was undone' })
    }
  }
  offerUntilOvertaken([{ input, revision }], ({ undoMs, close }) =>
    toast.offer(what, {
      description,
      timeoutMs: undoMs,
      action: {
        label: 'Undo',
        onPress: () => {
          close()
          void undo()
        },
      },
    }),
  )
}
