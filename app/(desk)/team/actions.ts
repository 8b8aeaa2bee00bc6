'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import type { FormState } from '@/lib/form-state'
import { createServiceToken } from '@/lib/service-tokens/create-service-token'
import { revokeServiceToken } from '@/lib/service-tokens/revoke-service-token'
import { rotateServiceToken } from '@/lib/service-tokens/rotate-service-token'
import { changeTeammate } from '@/lib/staff/team/change-teammate'
import { disableTeammate } from '@/lib/staff/team/disable-teammate'
import { enableTeammate } from '@/lib/staff/team/enable-teammate'
import { endTeammatesSecondFactor } from '@/lib/staff/team/end-teammates-second-factor'
import { endTeammatesSessions } from '@/lib/staff/team/end-teammates-sessions'
import { followGroups } from '@/lib/staff/team/follow-groups'
import { inviteStaff } from '@/lib/staff/team/invite-staff'
import { makePasswordLink } from '@/lib/staff/team/make-password-link'
import { withdrawInvitation } from '@/lib/staff/team/withdraw-invitation'
import { accessOfForm, fieldOf, roleAndCompaniesIn } from './access-of-form'

export type Invited = { path: string; name: string; expiresAt: Date; isMailed: boolean }
export type PasswordLink = { path: string; isMailed: boolean }

export async function inviteStaffAction(_previous: FormState<Invited>, form: FormData): Promise<FormState<Invited>> {
  const state = await forForm(form, async (ctx) => {
    const { token, name, expiresAt, isMailed } = await inviteStaff(ctx, {
      email: fieldOf(form, 'email'),
      name: fieldOf(form, 'name'),
      ...accessOfForm(form),
    })
    return { path: `/invitation/${token}`, name, expiresAt, isMailed }
  })
  if (state.ok) refresh()
  return state
}

export async function changeTeammateAction(staffId: string, _previous: FormState, form: FormData) {
  const state = await forForm(form, (ctx) => changeTeammate(ctx, { staffId, ...accessOfForm(form) }))
  if (state.ok) refresh()
  return state
}

export async function makePasswordLinkAction(
  _previous: FormState<PasswordLink>,
  form: FormData,
): Promise<FormState<PasswordLink>> {
  const state = await forForm(form, async (ctx) => {
    const { token, isMailed } = await makePasswordLink(ctx, { staffId: fieldOf(form, 'staffId') })
    return { path: `/invitation/${token}`, isMailed }
  })
  if (state.ok) refresh()
  return state
}

export const disableTeammateAction = async (staffId: string) =>
  refreshed(await forAct((ctx) => disableTeammate(ctx, { staffId })))
export const enableTeammateAction = async (staffId: string) =>
  refreshed(await forAct((ctx) => enableTeammate(ctx, { staffId })))
export const followGroupsAction = async (staffId: string, follows: boolean) =>
  refreshed(await forAct((ctx) => followGroups(ctx, { staffId, follows })))
export const endTeammatesSessionsAction = async (staffId: string) =>
  refreshed(await forAct((ctx) => endTeammatesSessions(ctx, { staffId })))
export const endTeammatesSecondFactorAction = async (staffId: string) =>
  refreshed(await forAct((ctx) => endTeammatesSecondFactor(ctx, { staffId })))
export const withdrawInvitationAction = async (invitationId: string) =>
  refreshed(await forAct((ctx) => withdrawInvitation(ctx, { invitationId })))

export async function createServiceTokenAction(
  _previous: FormState<{ token: string }>,
  form: FormData,
): Promise<FormState<{ token: string }>> {
  const state = await forForm(form, async (ctx) => {
    const { token } = await createServiceToken(ctx, {
      name: fieldOf(form, 'name'),
      ...roleAndCompaniesIn(form),
      expiresInDays: fieldOf(form, 'expiresInDays') || undefined,
    })
    return { token }
  })
  if (state.ok) refresh()
  return state
}

export const rotateServiceTokenAction = async (tokenId: string, overlapHours: number) =>
  refreshed(
    await forAct(async (ctx) => {
      const { token } = await rotateServiceToken(ctx, { tokenId, overlapHours })
      return { token }
    }),
  )
export const revokeServiceTokenAction = async (tokenId: string) =>
  refreshed(await forAct((ctx) => revokeServiceToken(ctx, { tokenId })))

function refreshed<State extends { ok: boolean }>(state: State) {
  if (state.ok) refresh()
  return state
}
