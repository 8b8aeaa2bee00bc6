import { z } from 'zod'
import { findAuditEntry } from '@/db/queries/staff/audit'
import { query } from '@/lib/command'
import { nothingHere, onPlatform, othersThing } from '@/lib/scope'

export const showAuditEntry = query('audit.read', onPlatform({ entryId: z.uuid() }), async (act) => {
  const { db, staff, input } = act
  const entry = await findAuditEntry(db, { ...input, companyIds: staff.companyIds })
  if (entry) return entry
  const others = await findAuditEntry(db, { ...input, companyIds: 'all' })
  throw others ? othersThing(act, others.companyId) : nothingHere()
})

export type AuditEntry = Awaited<ReturnType<typeof showAuditEntry>>
