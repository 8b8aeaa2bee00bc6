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
  /** To compare with what was written down or streamed out earlier: entries cut from the end leave no other trace. */
  last: { number: number; seal: string } | null
  /** Since more than a minute. */
  unsealed: number
}

const page = 1_000
const faultsMax = 100
const lateMs = 60_000
const faultOfSeal = { right: undefined, wrong: 'changed', unknown: 'sealed with a key that isn’t given' } as const

/** Walks the chain from its first seal. One that is wrong is named, and the walk goes on from what it says. */
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
