'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import type { FormState } from '@/lib/form-state'
import { changeTeammate } from '@/lib/staff/change-teammate'
import { disableTeammate } from '@/lib/staff/disable-teammate'
import { enableTeammate } from '@/lib/staff/enable-teammate'
import { endTeammatesSecondFactor } from '@/lib/staff/end-teammates-second-factor'
import { endTeammatesSessions } from '@/lib/staff/end-teammates-sessions'
import { inviteStaff } from '@/lib/staff/invite-staff'
import { makePasswordLink } from '@/lib/staff/make-password-link'
import type { Role } from '@/lib/staff/roles'
import { withdrawInvitation } from '@/lib/staff/withdraw-invitation'

export type Invited = { path: string; name: string; expiresAt: Date }

export async function invite(_previous: FormState<Invited>, form: FormData): Promise<FormState<Invited>> {
  const state = await forForm(form, async (ctx) => {
    const { token, name, expiresAt } = await inviteStaff(ctx, {
      email: text(form, 'email'),
      name: text(form, 'name'),
      ...roleIn(form),
    })
    return { path: `/invitation/${token}`, name, expiresAt }
  })
  if (state.ok) refresh()
  return state
}

export async function change(staffId: string, _previous: FormState, form: FormData) {
  const state = await forForm(form, (ctx) => changeTeammate(ctx, { staffId, ...roleIn(form) }))
  if (state.ok) refresh()
  return state
}

export async function newPasswordLink(
  _previous: FormState<{ path: string }>,
  form: FormData,
): Promise<FormState<{ path: string }>> {
  const state = await forForm(form, async (ctx) => {
    const { token } = await makePasswordLink(ctx, { staffId: text(form, 'staffId') })
    return { path: `/invitation/${token}` }
  })
  if (state.ok) refresh()
  return state
}

export const disable = async (staffId: string) => refreshed(await forAct((ctx) => disableTeammate(ctx, { staffId })))
export const enable = async (staffId: string) => refreshed(await forAct((ctx) => enableTeammate(ctx, { staffId })))
export const endSessions = async (staffId: string) =>
  refreshed(await forAct((ctx) => endTeammatesSessions(ctx, { staffId })))
export const endSecondFactor = async (staffId: string) =>
  refreshed(await forAct((ctx) => endTeammatesSecondFactor(ctx, { staffId })))
export const withdraw = async (invitationId: string) =>
  refreshed(await forAct((ctx) => withdrawInvitation(ctx, { invitationId })))

function refreshed<State extends { ok: boolean }>(state: State) {
  if (state.ok) refresh()
  return state
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '')

/** The schema behind it refuses what is no role; here it only gets its type. */
const roleIn = (form: FormData) => ({
  role: text(form, 'role') as Role,
  companyIds: form.getAll('companyIds').map(String),
})
