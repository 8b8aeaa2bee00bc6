import { promptWorkspace } from '@/lib/testing/prompt-workspace'
import { createTrigger } from '@/lib/triggers/create-trigger'
import { revokeTrigger } from '@/lib/triggers/revoke-trigger'
import { type Act, aSentence } from './act'

const given = { name: 'Alerts', act: 'turn_off' } as const

export const triggerActs: Act[] = [
  {
    verb: 'createTrigger',
    async arrange(db) {
      const { manager: ctx, sandbox } = await promptWorkspace(db)
      return { ctx, act: () => createTrigger(ctx, { environmentId: sandbox.id, ...given }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'revokeTrigger',
    async arrange(db) {
      const { manager: ctx, sandbox } = await promptWorkspace(db)
      const { trigger } = await createTrigger(ctx, { environmentId: sandbox.id, ...given })
      const { id: triggerId, lastFour } = trigger
      return {
        ctx,
        act: () => revokeTrigger(ctx, { environmentId: sandbox.id, triggerId }),
        before: { act: 'turn_off', lastFour, lastUsedAt: null },
      }
    },
    again: aSentence,
  },
]
