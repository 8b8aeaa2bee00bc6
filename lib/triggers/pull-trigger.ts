import type { Db } from '@/db/client'
import { findRevision } from '@/db/queries/prompts/prompt-revisions'
import { findLiveTrigger, touchTrigger } from '@/db/queries/prompts/prompt-triggers'
import { lockConfiguration } from '@/db/queries/prompts/prompts'
import { makeStaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { TokenBuckets } from '@/lib/keys/token-buckets'
import { pauseRollout } from '@/lib/prompts/publishing/pause-rollout'
import { isTurnedOff, turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { hashOf } from '@/lib/secrets'
import type { TriggerAct } from './trigger-view'

const tokenShape = /^tr_[\w-]{43}$/

/** An alert that fires in ten groups at once passes; one that fires for ever is slowed. Of this process. */
const pulls = new TokenBuckets(1_000)
const pullsPerSecond = 0.2
const pullsAtOnce = 10

type Pull = { token: string; requestId: string; ip: string | undefined }
type Trigger = NonNullable<Awaited<ReturnType<typeof findLiveTrigger>>>

/**
 * Does the trigger's one act in its own name, whoever calls: the URL is the secret. What is done already is not done again,
 * and gets the same answer. A trigger outlives the account of the person who made it, as an API key does.
 */
export async function pullTrigger(db: Db, pull: Pull) {
  const { token } = pull
  const trigger = tokenShape.test(token) ? await findLiveTrigger(db, { tokenHash: hashOf(token) }) : undefined
  if (!trigger) throw unknownTrigger()
  const retryAfterSeconds = pulls.of(trigger.id, pullsPerSecond, pullsAtOnce).take()
  if (retryAfterSeconds > 0)
    throw new Refused('too-many', 'This trigger was called too often.', {}, 'rate_limited', { retryAfterSeconds })
  const revision = await db.transaction(async (within: Db) => {
    if (!(await touchTrigger(within, { triggerId: trigger.id, now: new Date() }))) throw unknownTrigger()
    return acts[trigger.act](within, { trigger, pull })
  })
  return { name: trigger.name, act: trigger.act, revision }
}

type Given = { trigger: Trigger; pull: Pull }

/** Each gives the revision that holds afterwards. */
const acts: Record<TriggerAct, (db: Db, given: Given) => Promise<number>> = {
  async turn_off(db, given) {
    const configuration = await lockConfiguration(db, placeOf(given))
    if (isTurnedOff(configuration)) return configuration.revision
    return (await turnOffPrompt(contextOf(db, given), appOf(given))).revision
  },
  async pause_rollout(db, given) {
    const { id: configurationId, revision: number } = await lockConfiguration(db, placeOf(given))
    const last = await findRevision(db, { configurationId, number })
    if (last?.kind === 'pause') return number
    return (await pauseRollout(contextOf(db, given), appOf(given))).revision
  },
}

const appOf = ({ trigger: { appId, environmentName } }: Given) => ({ appId, environmentName })

const placeOf = ({ trigger: { appId, companyId, environmentName } }: Given) => ({
  scopeKind: 'app' as const,
  ...{ appId, companyId, environmentName },
})

/** With the least role whose act it is, in its own company. */
const contextOf = (db: Db, { trigger, pull: { requestId, ip } }: Given) =>
  makeStaffContext({
    db,
    requestId,
    ip,
    staff: {
      id: trigger.createdById ?? trigger.id,
      sessionId: trigger.id,
      email: '',
      name: `${trigger.name}, trigger of ${trigger.createdByName}`,
      role: 'integration_manager',
      companyIds: [trigger.companyId],
      trigger: { id: trigger.id },
    },
  })

/** The same for one that never was, was revoked, or belongs to what is archived. */
const unknownTrigger = () => new Refused('not-found', 'No trigger has this URL. It may have been revoked.')
