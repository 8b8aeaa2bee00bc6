import 'server-only'
import { headers } from 'next/headers'
import { sharedDatabase } from '@/db/shared'
import { Refused } from '@/lib/errors'
import type { FormState } from '@/lib/form-state'
import { requestIdFrom } from '@/lib/request-id'
import { acceptInvitation, findInvited } from '@/lib/staff/team/accept-invitation'
import { forAnyone } from './for-anyone'

/** Entry point for people without a session. The link's token authenticates them. */
export const invitedBy = (token: string) => forAnyone(findInvited(sharedDatabase().db, { token }))

export async function acceptWith(
  token: string,
  { name, password }: { name: string; password: string },
): Promise<NonNullable<FormState>> {
  const requestId = requestIdFrom((await headers()).get('x-request-id'))
  try {
    const accepted = acceptInvitation(sharedDatabase().db, { token, name, password, requestId })
    return { ok: true, result: await forAnyone(accepted, requestId) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ok: false, message: error.message, code: error.code, fields: error.fields, entered: { name } }
  }
}
