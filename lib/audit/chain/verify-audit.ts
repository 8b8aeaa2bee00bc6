import type { Db } from '@/db/client'
import { sealedEntries, unsealedEntries } from '@/db/queries/staff/audit-seals'
import { checkSeal } from './seal'

export type AuditFault = {
  number: number
  entryId: string
  fault: 'missing' | 'changed' | 'out of order' | 'sealed with a key that isn’t given'
}
export type Verified = {
  count: number
  faults: AuditFault[]
  /**
   * The last seal. Compare it with a value that was noted or streamed earlier: entries cut from the end leave no other
   * trace.
   */
  last: { number: number; seal: string } | null
  /** Entries that have had no seal for more than a minute. */
  unsealed: number
}

const page = 1_000
const faultsMax = 100
const lateMs = 60_000
const faultOfSeal = { right: undefined, wrong: 'changed', unknown: 'sealed with a key that isn’t given' } as const

/** Verifies the chain from its first seal. Reports each wrong seal and continues from its stored value. */
export async function verifyAudit(db: Db, { now = new Date() } = {}): Promise<Verified> {
  const faults: AuditFault[] = []
  let [count, before]: [number, string] = [0, '']
  let last: Verified['last'] = null
  for (;;) {
    const rows = await sealedEntries(db, { after: last?.number ?? 0, limit: page })
    for (const { number, seal, entryId, entry } of rows) {
      const fault = !entry
        ? 'missing'
        : number !== (last?.number ?? 0) + 1
          ? 'out of order'
          : faultOfSeal[checkSeal(entry, before, seal)]
      if (fault && faults.length < faultsMax) faults.push({ number, entryId, fault })
      count += 1
      before = seal
      last = { number, seal }
    }
    if (rows.length < page) break
  }
  const waiting = await unsealedEntries(db, { limit: page })
  const unsealed = waiting.filter(({ createdAt }) => now.getTime() - createdAt.getTime() > lateMs).length
  return { count, faults, last, unsealed }
}
