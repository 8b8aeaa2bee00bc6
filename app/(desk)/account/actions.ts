'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import type { FormState } from '@/lib/form-state'
import { changeOwnName } from '@/lib/staff/change-own-name'
import { changeOwnPassword } from '@/lib/staff/change-own-password'
import { endOwnSessions } from '@/lib/staff/end-own-sessions'

const text = (form: FormData, name: string) => String(form.get(name) ?? '')

export async function saveName(_previous: FormState, form: FormData) {
  const state = await forForm(form, (ctx) => changeOwnName(ctx, { name: text(form, 'name') }))
  if (state.ok) refresh()
  return state
}

export async function savePassword(_previous: FormState, form: FormData) {
  const state = await forForm(form, (ctx) =>
    changeOwnPassword(ctx, {
      currentPassword: text(form, 'currentPassword'),
      newPassword: text(form, 'newPassword'),
    }),
  )
  if (state.ok) refresh()
  return state
}

export async function endSessions(sessionId?: string) {
  const state = await forAct((ctx) => endOwnSessions(ctx, { sessionId }))
  if (state.ok) refresh()
  return state
}
