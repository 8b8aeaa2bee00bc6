import { z } from 'zod'
import { endTrigger, lockTrigger } from '@/db/queries/prompts/prompt-triggers'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment, nothingHere } from '@/lib/scope'

/** Revokes a trigger. Its URL then gets the same response as an unknown one. */
export const revokeTrigger = command(
  'trigger.revoke',
  inEnvironment({ triggerId: z.uuid() }),
  async ({ db, input: { environmentId, triggerId } }) => {
    const trigger = await lockTrigger(db, { environmentId, triggerId })
    if (!trigger) throw nothingHere()
    const { id, name, act, lastFour, lastUsedAt } = trigger
    if (trigger.revokedAt) throw new Refused('conflict', 'This trigger is already revoked.')
    await endTrigger(db, { environmentId, triggerId, at: new Date() })
    return {
      result: { id, name },
      audit: { subject: { kind: 'prompt_trigger', id, name }, before: { act, lastFour, lastUsedAt } },
    }
  },
)
