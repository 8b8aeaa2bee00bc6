'use server'

import { acceptWith } from '@/app/_server/invitation'
import type { FormState } from '@/lib/form-state'

export async function acceptInvitationAction(token: string, _previous: FormState, form: FormData) {
  return acceptWith(token, { name: String(form.get('name') ?? ''), password: String(form.get('password') ?? '') })
}
