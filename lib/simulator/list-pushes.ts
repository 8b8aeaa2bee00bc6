import { z } from 'zod'
import { pushesFor } from '@/db/queries/simulator/phone'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { demoCompanyTopic } from './demo-company'
import { requireSimulated } from './require-simulated'

const pushesMax = 100

/** Lists the pushes to the phone's addresses after a time, through the APNs simulator or the demo company. */
export const listPushes = query(
  'simulator.use',
  inEnvironment({ addresses: z.array(z.string().min(1)).min(1).max(20), after: z.date() }),
  async ({ db, input: { environmentId, addresses, after } }) => {
    const environment = await requireSimulated(db, { environmentId })
    const topics = [environment.bundleId, demoCompanyTopic]
    return pushesFor(db, { environmentName: environment.name, topics, addresses, after, limit: pushesMax })
  },
)
export type ArrivedPush = Awaited<ReturnType<typeof listPushes>>[number]
