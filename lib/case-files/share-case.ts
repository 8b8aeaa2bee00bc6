import { z } from 'zod'
import { countLiveCaseFiles, insertCaseFile, namesOfPlace } from '@/db/queries/case-files'
import { lockCustomer } from '@/db/queries/erasure'
import { command } from '@/lib/command'
import { unknownCustomer } from '@/lib/customers/identify-customer'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { makeCaseToken } from './case-link'
import { freezeCase } from './freeze-case'

export const caseFileDays = [1, 7, 30] as const
const dayMs = 86_400_000
const liveMax = 20

export const ShareCase = inEnvironment({
  customerId: z.uuid(),
  /** The notification that the case is about. Without it, the case is about the current state. */
  notificationId: z.uuid('Isn’t a notification ID.').optional(),
  days: z.literal(caseFileDays, 'Choose 1, 7, or 30 days.').default(7),
  /** Whether the file includes the message's title and body. */
  hasTexts: z.boolean().default(false),
})

/** Freezes the diagnosis into a file that anyone with the link can read. Only this result contains the link. */
export const shareCase = command('case.share', ShareCase, async ({ db, staff, input }) => {
  const { environmentId, customerId, notificationId, days, hasTexts } = input
  const now = new Date()
  const customer = await lockCustomer(db, { environmentId, named: { name: customerId, id: customerId } })
  if (customer?.id !== customerId) throw unknownCustomer()
  if ((await countLiveCaseFiles(db, { customerId, now })) >= liveMax)
    throw new Refused('conflict', `This customer has ${liveMax} open case files. Revoke one that’s no longer needed.`)
  const place = await namesOfPlace(db, { environmentId })
  const asked = { environmentId, customerId, notificationId, now }
  const content = await freezeCase(db, asked, { reader: staff.role, hasTexts, place })
  const expiresAt = new Date(now.getTime() + days * dayMs)
  const { token, path, tokenHash } = makeCaseToken()
  const file = {
    environmentId,
    customerId,
    tokenHash,
    content,
    hasTexts,
    sharedBy: staff.name,
    expiresAt,
    createdAt: now,
  }
  const { id } = await insertCaseFile(db, file)
  const { cause } = content.diagnosis.verdict
  return {
    result: { id, token, path, expiresAt, hasTexts },
    audit: { subject: { kind: 'case_file', id }, after: { customerId, cause, expiresAt, hasTexts } },
  }
})
