import { triggersOfEnvironment } from '@/db/queries/prompts/prompt-triggers'
import { query } from '@/lib/command'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'
import { triggerView } from './trigger-view'

/** Those in use first, then the newest. Their URLs are never returned. */
export const listTriggers = query('settings.read', inEnvironment({}), async ({ db, input: { environmentId } }) =>
  (await triggersOfEnvironment(db, { environmentId, limit: listedMax.triggers })).map(triggerView),
)
