import { z } from 'zod'
import { insertServiceToken } from '@/db/queries/staff/service-tokens'
import { roles } from '@/db/schema/staff'
import { command } from '@/lib/command'
import { onPlatform } from '@/lib/scope'
import { companiesFor } from '@/lib/staff/team/companies-for'
import { nameText } from '@/lib/text/name-text'
import { makeToken } from './make-token'

const dayMs = 86_400_000

export const RoleName = z.enum(roles, 'Choose a role.')

export const CreateServiceToken = onPlatform({
  name: nameText(80, 'Enter a name, for example what uses the token.'),
  role: RoleName,
  /** Empty for admins, who see all companies. */
  companyIds: z.array(z.uuid()).default([]),
  expiresInDays: z.coerce
    .number('Enter a number of days.')
    .int('Enter a whole number of days.')
    .min(1, 'At least one day.')
    .max(3_650, 'At most ten years.')
    .optional(),
})

/** Creates a token. Only this result contains the whole token; the database keeps its hash. */
export const createServiceToken = command('service_token.create', CreateServiceToken, async ({ db, staff, input }) => {
  const { name, role, expiresInDays } = input
  const companyIds = await companiesFor(db, input)
  const { token, ...stored } = makeToken()
  const expiresAt = expiresInDays ? new Date(Date.now() + expiresInDays * dayMs) : null
  const ownerId = staff.token ? staff.token.ownerId : staff.id
  const row = await insertServiceToken(db, { ...stored, name, role, companyIds, expiresAt, ownerId })
  return {
    result: { id: row.id, name, role, companyIds, expiresAt, token },
    audit: {
      subject: { kind: 'service_token', id: row.id, name },
      after: { role, companyIds, expiresAt, lastFour: row.lastFour },
    },
  }
})
