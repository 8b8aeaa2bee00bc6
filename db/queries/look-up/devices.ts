import { and, desc, eq, inArray, type SQL } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type Match, someMatchedBy } from '@/db/queries/devices/device-match'
import { customers, devices } from '@/db/schema/customers'
import type { Containing } from './containing'

/** With more matches than this, the newest of this many are shown: sorting thousands isn't worth the wait. */
const candidatesMax = 200

type Across = { environmentIds: string[]; match: Match; containing: Containing; limit: number }

/** Newest first: of all matches, or of some if there are very many. */
export async function lookUpDevices(db: Db, { environmentIds, match, containing, limit }: Across) {
  const { found, isAll } = await someMatchedBy(db, { environmentIds, match, containing, max: candidatesMax })
  const rows = await devicesFound(db, { environmentIds, found, limit })
  return { rows, isAll }
}

function devicesFound(
  db: Db,
  { environmentIds, found, limit }: { environmentIds: string[]; found: SQL; limit: number },
) {
  return db
    .select({
      id: devices.id,
      environmentId: devices.environmentId,
      kind: devices.kind,
      address: devices.address,
      status: devices.status,
      model: devices.model,
      registeredAt: devices.registeredAt,
      customerId: customers.id,
      userId: customers.userId,
      anonymousId: customers.anonymousId,
    })
    .from(devices)
    .innerJoin(customers, eq(customers.id, devices.customerId))
    .where(and(inArray(devices.environmentId, environmentIds), found))
    .orderBy(desc(devices.registeredAt), desc(devices.id))
    .limit(limit)
}

export type DeviceFound = Awaited<ReturnType<typeof devicesFound>>[number]
