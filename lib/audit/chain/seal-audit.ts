import type { Db } from '@/db/client'
import { takeTurn } from '@/db/locks'
import { insertSeals, lastSeal, unsealedEntries } from '@/db/queries/staff/audit-seals'
import { sealOf } from './seal'

const batch = 500
/** No transaction lasts this long, so no older entry can still appear. */
const lateMsMax = 10 * 60_000

/**
 * Adds new audit entries to the chain. Separate from the acts themselves, which would otherwise wait for each other's
 * seals.
 */
export async function sealAudit(db: Db): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await takeTurn(tx, 'auditSeals'))) return 0
    const last = await lastSeal(tx)
    const since = last?.entryAt ? new Date(last.entryAt.getTime() - lateMsMax) : undefined
    const entries = await unsealedEntries(tx, { since, limit: batch })
    let [number, seal] = [last?.number ?? 0, last?.seal ?? '']
    const seals = entries.map((entry) => {
      number += 1
      seal = sealOf(entry, seal)
      return { number, entryId: entry.id, seal }
    })
    if (seals.length) await insertSeals(tx, seals)
    return seals.length
  })
}
