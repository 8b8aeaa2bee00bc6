import { z } from 'zod'
import { findAuditEntry } from '@/db/queries/audit'
import { query } from '../command'
import { Refused } from '../errors'
import { onPlatform } from '../scope'

export const showAuditEntry = query('audit.read', onPlatform({ entryId: z.uuid() }), async ({ db, staff, input }) => {
  const entry = await findAuditEntry(db, { ...input, companyIds: staff.companyIds })
  if (!entry) throw new Refused('not-found', 'There is no such entry, or it is of a company that is not yours.')
  return entry
})

export type AuditEntry = Awaited<ReturnType<typeof showAuditEntry>>
