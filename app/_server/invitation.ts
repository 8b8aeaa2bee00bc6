import 'server-only'
import { headers } from 'next/headers'
import { sharedDatabase } from '@/db/shared'
import { Refused } from '@/lib/errors'
import type { FormState } from '@/lib/form-state'
import { requestIdFrom } from '@/lib/request-id'
import { acceptInvitation, invitedByLink } from '@/lib/staff/team/accept-invitation'
import { clientIp } from './client-ip'
import { forAnyone } from './for-anyone'

/** Entry point for people without a session. The link's token authenticates them. */
export async function invitedBy(token: string) {
  const asker = await askerNow()
  return forAnyone(invitedByLink(sharedDatabase().db, { token, ...asker }), asker.requestId)
}

async function askerNow() {
  const head = await headers()
  return { ip: clientIp(head), requestId: requestIdFrom(head.get('x-request-id')) }
}

export async function acceptWith(
  token: string,
  { name, password }: { name: string; password: string },
): Promise<NonNullable<FormState>> {
  const asker = await askerNow()
  try {
    const accepted = acceptInvitation(sharedDatabase().db, { token, name, password, ...asker })
    return { ok: true, result: await forAnyone(accepted, asker.requestId) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ok: false, message: error.message, code: error.code, fields: error.fields, entered: { name } }
  }
}
