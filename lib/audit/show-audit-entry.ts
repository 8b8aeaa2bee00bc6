import { z } from 'zod'
import { findAuditEntry } from '@/db/queries/staff/audit'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'

export const showAuditEntry = query('audit.read', onPlatform({ entryId: z.uuid() }), async ({ db, staff, input }) => {
  const entry = await findAuditEntry(db, { ...input, companyIds: staff.companyIds })
  if (!entry) throw new Refused('not-found', 'This entry doesn’t exist, or you don’t have access to its company.')
  return entry
})

export type AuditEntry = Awaited<ReturnType<typeof showAuditEntry>>
