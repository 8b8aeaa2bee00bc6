import { toast } from '@/components/ui/toast'
import { type Answer, promptAct, refusalWords } from './prompt-acts'

const undoMs = 30_000

type Done = Answer<'change-apps'> & { environmentName: 'production' | 'sandbox'; onUndone: () => void }

/** Says what the bulk change did, and takes all of it back for half a minute. */
export function offerBulkUndo({ saved, proposed, environmentName, onUndone }: Done) {
  async function undo() {
    const kept: string[] = []
    for (const { appId, appName, revision } of saved)
      await promptAct('undo', { appId, environmentName, revision }).catch((error: unknown) =>
        kept.push(`${appName}: ${refusalWords(error)}`),
      )
    if (kept.length === 0) toast.info('Undone', { description: `${appsIn(saved.length)} as before.` })
    else toast.failure(`${kept.length} of ${appsIn(saved.length)} could not be undone`, { description: kept.join(' ') })
    onUndone()
  }
  const waiting = proposed.length > 0 ? `For approval by a second person: ${proposed.join(', ')}.` : undefined
  if (saved.length === 0) return toast.good('Handed over for approval', { description: waiting })
  toast.good(`${appsIn(saved.length)} changed`, {
    description: waiting ?? saved.map(({ appName }) => appName).join(', '),
    timeoutMs: undoMs,
    action: { label: 'Undo', onPress: () => void undo() },
  })
}

const appsIn = (count: number) => `${count} ${count === 1 ? 'app' : 'apps'}`
