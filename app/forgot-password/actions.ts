'use server'

import { askForPasswordLink } from '@/app/_server/forgot-password'
import type { FormState } from '@/lib/form-state'

export const askForPasswordAction = async (_previous: FormState, form: FormData) =>
  askForPasswordLink(String(form.get('email') ?? ''))
