import { acted } from '@/components/desk/acted'
import { toast } from '@/components/ui/overlays/toast'
import { plural } from '@/lib/format/number'
import type { changeApps } from '@/lib/prompts/publishing/change-apps'
import { undoPromptAction } from './actions'
import { type Offer, offerUntilOvertaken } from './undo-offers'

type Done = Awaited<ReturnType<typeof changeApps>> & {
  environmentName: 'production' | 'sandbox'
  onUndone: () => void
}

/** Announces a bulk change and offers undo for half a minute. Undo skips apps that were saved again. */
export function offerBulkUndo({ saved, proposed, environmentName, onUndone }: Done) {
  const waiting = proposed.length > 0 ? `Waiting for approval: ${proposed.join(', ')}.` : undefined
  if (saved.length === 0) return void toast.good('Change sent for approval', { description: waiting })
  const offered = saved.map(({ appId, revision }) => ({ input: { appId, environmentName }, revision }))

  async function takeBack(isOpenAt: Offer['isOpenAt']) {
    const kept: string[] = []
    for (const { appId, appName, revision } of saved) {
      const input = { appId, environmentName }
      if (!isOpenAt(input)) kept.push(`${appName} was saved again since.`)
      else {
        const state = await acted(() => undoPromptAction({ ...input, revision })).catch(() => undefined)
        if (!state?.ok) kept.push(`${appName}: ${state?.message ?? 'Pushdesk didn’t respond.'}`)
      }
    }
    if (kept.length === 0) toast.info('Change undone', { description: `${appsIn(saved.length)} restored.` })
    else toast.failure(`Couldn’t undo ${kept.length} of ${appsIn(saved.length)}`, { description: kept.join(' ') })
    onUndone()
  }

  offerUntilOvertaken(offered, ({ undoMs, isOpenAt, close }) =>
    toast.offer(`${appsIn(saved.length)} changed`, {
      description: waiting ?? saved.map(({ appName }) => appName).join(', '),
      timeoutMs: undoMs,
      action: {
        label: 'Undo',
        onPress: () => {
          close()
          void takeBack(isOpenAt)
        },
      },
    }),
  )
}

const appsIn = (count: number) => plural(count, 'app')
