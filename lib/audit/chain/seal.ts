import type { AuditRow } from '@/db/queries/staff/audit-seals'
import { checkStoredSignature, storedSignatureOf } from '@/lib/secrets'

const purpose = 'seal of an audit entry'

/**
 * Signs an entry together with the seal before it, with a key that isn’t in the database. Someone who changes, removes,
 * or inserts an entry there can’t make the seals that follow.
 */
export const sealOf = (entry: AuditRow, before: string) => storedSignatureOf(sealedText(entry, before), purpose)

export const checkSeal = (entry: AuditRow, before: string, seal: string) =>
  checkStoredSignature(sealedText(entry, before), purpose, seal)

const sealedText = (entry: AuditRow, before: string) => `${before}\n${textOf(entry)}`

/** A canonical text, independent of the column order that the database returns. */
function textOf(entry: AuditRow) {
  const { id, action, actorKind, actorId, actorName, companyId, environmentId } = entry
  const { subjectKind, subjectId, subjectName, before, after, comment, ip, requestId, createdAt } = entry
  return JSON.stringify([
    ...[id, action, actorKind, actorId, actorName, companyId, environmentId],
    ...[subjectKind, subjectId, subjectName, before, after, comment, ip, requestId, createdAt.toISOString()],
  ])
}
