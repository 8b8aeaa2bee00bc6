import { recentClients } from '@/db/queries/prompts/prompt-fetches'
import { query } from '@/lib/command'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'

const windowMs = 30 * 86_400_000

/** Lists the newest clients with the context they sent, to explain the prompt with. */
export const listRecentClients = query('prompt.read', inEnvironment({}), async ({ db, input }) => {
  const since = new Date(Date.now() - windowMs)
  const clients = await recentClients(db, { environmentId: input.environmentId, since, limit: listedMax.recentClients })
  return clients.map(({ targetingKey, context, value, lastAt }) => ({
    targetingKey,
    context,
    value,
    lastAt: lastAt.toISOString(),
  }))
})
