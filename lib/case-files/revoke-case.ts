import { z } from 'zod'
import { endCaseFile, lockCaseFile } from '@/db/queries/case-files'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'

/** Revokes a case file. Its link no longer opens. */
export const revokeCase = command(
  'case.revoke',
  inEnvironment({ caseFileId: z.uuid() }),
  async ({ db, staff, input }) => {
    const { environmentId, caseFileId } = input
    const now = new Date()
    const file = await lockCaseFile(db, { environmentId, caseFileId })
    if (!file) throw new Refused('not-found', 'This case file doesn’t exist.')
    if (file.revokedAt) throw new Refused('conflict', 'This case file has been revoked already.')
    if (file.expiresAt <= now) throw new Refused('conflict', 'This case file has expired already.')
    await endCaseFile(db, { id: caseFileId, at: now, by: staff.name })
    const { customerId, expiresAt, hasTexts, openedCount } = file
    return {
      result: { id: caseFileId },
      audit: {
        subject: { kind: 'case_file', id: caseFileId },
        before: { customerId, expiresAt, hasTexts, openedCount },
      },
    }
  },
)
