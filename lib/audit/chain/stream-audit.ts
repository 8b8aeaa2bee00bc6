import type { Db } from '@/db/client'
import { takeTurn } from '@/db/locks'
import { lastSeal, markStreamed, type SealedEntry, sealedEntries, streamedUntil } from '@/db/queries/staff/audit-seals'

const batch = 200
export type AuditSink = (lines: string) => Promise<void>

/**
 * Streams the audit log in the order of the chain, each entry at least once: a failed batch is sent again. Starts with
 * the entries sealed after streaming was turned on.
 */
export async function streamAudit(db: Db, { to, sink }: { to: string; sink: AuditSink }): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await takeTurn(tx, 'auditSeals'))) return 0
    const until = await streamedUntil(tx, { name: to })
    if (until === undefined) {
      await markStreamed(tx, { name: to, sentNumber: (await lastSeal(tx))?.number ?? 0 })
      return 0
    }
    const entries = await sealedEntries(tx, { after: until, limit: batch })
    const newest = entries.at(-1)
    if (!newest) return 0
    await sink(entries.map(lineOf).join(''))
    await markStreamed(tx, { name: to, sentNumber: newest.number })
    return entries.length
  })
}

const lineOf = ({ number, seal, entry }: SealedEntry) =>
  `${JSON.stringify({ type: 'pushdesk.audit', number, seal, ...entry })}\n`
