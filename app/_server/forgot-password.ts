import 'server-only'
import { headers } from 'next/headers'
import { sharedDatabase } from '@/db/shared'
import { Refused } from '@/lib/errors'
import type { FormState } from '@/lib/form-state'
import { requestIdFrom } from '@/lib/request-id'
import { askForPassword } from '@/lib/staff/team/ask-for-password'
import { clientIp } from './client-ip'
import { forAnyone } from './for-anyone'

/** For people without a session. The response is the same whether or not the address has an account. */
export async function askForPasswordLink(email: string): Promise<NonNullable<FormState>> {
  const head = await headers()
  const asker = { ip: clientIp(head), requestId: requestIdFrom(head.get('x-request-id')) }
  try {
    await forAnyone(askForPassword(sharedDatabase().db, { email, ...asker }), asker.requestId)
    return { ok: true, result: undefined }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ok: false, message: error.message, code: error.code, fields: error.fields, entered: { email } }
  }
}
