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

/**
 * Rate limits of this process: ten alert groups that fire at once pass, and an alert that fires endlessly is throttled.
 */
const pulls = new TokenBuckets(1_000)
const pullsPerSecond = 0.2
const pullsAtOnce = 10

type Pull = { token: string; requestId: string; ip: string | undefined }
type Trigger = NonNullable<Awaited<ReturnType<typeof findLiveTrigger>>>

/**
 * Runs the trigger's one act in its own name, regardless of the caller: the URL is the secret. A repeat changes nothing and gets
 * the same response. A trigger outlives its creator's account, as an API key does.
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

/** Each act returns the revision that is in effect afterwards. */
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

/** Acts with the least privileged role that has the permission, in the trigger's company. */
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

/** The same error for a trigger that never existed, was revoked, or belongs to something archived. */
const unknownTrigger = () => new Refused('not-found', 'No trigger has this URL. It may have been revoked.')
