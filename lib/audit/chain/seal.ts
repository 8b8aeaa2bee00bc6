import type { AuditRow } from '@/db/queries/staff/audit-seals'
import { checkStoredSignature, storedSignatureOf } from '@/lib/secrets'

const purpose = 'seal of an audit entry'

/**
 * What an entry says, with the seal before it, under a key that isn’t in the database: whoever changes, removes, or slips in
 * an entry there can’t make the seals after it.
 */
export const sealOf = (entry: AuditRow, before: string) => storedSignatureOf(sealedText(entry, before), purpose)

export const checkSeal = (entry: AuditRow, before: string, seal: string) =>
  checkStoredSignature(sealedText(entry, before), purpose, seal)

const sealedText = (entry: AuditRow, before: string) => `${before}\n${textOf(entry)}`

/** One spelling, whatever order the database gives its columns. */
function textOf(entry: AuditRow) {
  const { id, action, actorKind, actorId, actorName, companyId, environmentId } = entry
  const { subjectKind, subjectId, subjectName, before, after, comment, ip, requestId, createdAt } = entry
  return JSON.stringify([
    ...[id, action, actorKind, actorId, actorName, companyId, environmentId],
    ...[subjectKind, subjectId, subjectName, before, after, comment, ip, requestId, createdAt.toISOString()],
  ])
}
