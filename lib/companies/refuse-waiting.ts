import type { Db } from '@/db/client'
import { environmentsOf } from '@/db/queries/archive'
import { countWaiting } from '@/db/queries/health'
import { Refused } from '@/lib/errors'
import { formatNumber } from '@/lib/format/number'

/** Throws while deliveries are in progress, because archiving would lose them. */
export async function refuseWaiting(db: Db, place: { companyId: string } | { appId: string }) {
  const environmentIds = (await environmentsOf(db, place)).map(({ environmentId }) => environmentId)
  if (environmentIds.length === 0) return
  const waiting = (await countWaiting(db, { environmentIds })).reduce((sum, { count }) => sum + count, 0)
  if (waiting === 0) return
  const deliveries = waiting === 1 ? 'One delivery is' : `${formatNumber(waiting)} deliveries are`
  throw new Refused('conflict', `${deliveries} still in progress. Try again when all deliveries have ended or expired.`)
}
