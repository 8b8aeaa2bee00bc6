import { someCustomers } from '@/db/queries/simulator/phone'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'

const listedMax = 12

/** Lists customers to sign in as on the demo phone. */
export const listDemoCustomers = query('simulator.use', inEnvironment({}), async ({ db, input }) => {
  const found = await someCustomers(db, { environmentId: input.environmentId, limit: listedMax })
  return found.map(({ userId, locale }) => ({ userId: userId ?? '', locale }))
})
