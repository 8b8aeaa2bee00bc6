import { randomBytes } from 'node:crypto'
import { countLiveTriggers, insertTrigger } from '@/db/queries/prompts/prompt-triggers'
import { lockEnvironment } from '@/db/queries/settings/environment-settings'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { hashOf } from '@/lib/secrets'
import { nameText } from '@/lib/text/name-text'
import { TriggerActName, triggerView } from './trigger-view'

const liveMax = 20

export const CreateTrigger = inEnvironment({
  name: nameText(80, 'Enter a name, for example of the system that calls it.'),
  act: TriggerActName,
})

/** Creates a secret URL for one act. Only this result contains its path; the database keeps its hash. */
export const createTrigger = command('trigger.create', CreateTrigger, async ({ db, staff, input }) => {
  const { environmentId, name, act } = input
  await lockEnvironment(db, { environmentId })
  if ((await countLiveTriggers(db, { environmentId })) >= liveMax)
    throw new Refused('conflict', `This environment has ${liveMax} triggers. Revoke one that’s no longer needed.`)
  // 256 random bits. The prefix tells a person, a leak scanner, and the log what it is.
  const token = `tr_${randomBytes(32).toString('base64url')}`
  const row = await insertTrigger(db, {
    ...{ environmentId, name, act, tokenHash: hashOf(token), lastFour: token.slice(-4) },
    createdById: staff.id,
    createdByName: staff.name,
  })
  return {
    result: { trigger: triggerView(row), path: `/api/v1/triggers/${token}` },
    audit: { subject: { kind: 'prompt_trigger', id: row.id, name }, after: { act, lastFour: row.lastFour } },
  }
})
