import { triggersOfEnvironment } from '@/db/queries/prompts/prompt-triggers'
import { query } from '@/lib/command'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'
import { triggerView } from './trigger-view'

/** Lists active triggers first, then by newest. Never returns their URLs. */
export const listTriggers = query('settings.read', inEnvironment({}), async ({ db, input: { environmentId } }) =>
  (await triggersOfEnvironment(db, { environmentId, limit: listedMax.triggers })).map(triggerView),
)
