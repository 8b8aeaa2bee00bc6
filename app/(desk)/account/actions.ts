'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import type { FormState } from '@/lib/form-state'
import { changeOwnMail } from '@/lib/staff/account/change-own-mail'
import { changeOwnName } from '@/lib/staff/account/change-own-name'
import { changeOwnPassword } from '@/lib/staff/account/change-own-password'
import { endOwnSessions } from '@/lib/staff/account/end-own-sessions'
import { stepUpSession } from '@/lib/staff/account/step-up-session'

const text = (form: FormData, name: string) => String(form.get(name) ?? '')

export async function saveNameAction(_previous: FormState, form: FormData) {
  const state = await forForm(form, (ctx) => changeOwnName(ctx, { name: text(form, 'name') }))
  if (state.ok) refresh()
  return state
}

export async function saveMailAction(_previous: FormState, form: FormData) {
  const wanted = form.getAll('wanted').map(String)
  const state = await forForm(form, (ctx) =>
    // The cast is safe, because the command's schema rejects unknown topics.
    changeOwnMail(ctx, { wanted: wanted as ['sign_in'] }),
  )
  if (state.ok) refresh()
  return state
}

export async function savePasswordAction(_previous: FormState, form: FormData) {
  const state = await forForm(form, (ctx) =>
    changeOwnPassword(ctx, {
      currentPassword: text(form, 'currentPassword'),
      newPassword: text(form, 'newPassword'),
    }),
  )
  if (state.ok) refresh()
  return state
}

export async function stepUpAction(proof: string) {
  return forAct((ctx) => stepUpSession(ctx, { proof }))
}

export async function endOwnSessionsAction(sessionId?: string) {
  const state = await forAct((ctx) => endOwnSessions(ctx, { sessionId }))
  if (state.ok) refresh()
  return state
}
