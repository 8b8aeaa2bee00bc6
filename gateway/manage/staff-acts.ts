import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { disableTeammate } from '@/lib/staff/team/disable-teammate'
import { enableTeammate } from '@/lib/staff/team/enable-teammate'
import { endTeammatesSecondFactor } from '@/lib/staff/team/end-teammates-second-factor'
import { endTeammatesSessions } from '@/lib/staff/team/end-teammates-sessions'
import { followGroups } from '@/lib/staff/team/follow-groups'
import { makePasswordLink } from '@/lib/staff/team/make-password-link'
import { manage } from './endpoint'
import { linkOf, PersonalLink } from './personal-link'
import { OneStaffMember, staffMember, staffPath } from './staff'

const tag = 'Manage access'

export function registerStaffActs(gateway: Gateway) {
  for (const { verb, act, operationId, summary, description } of [
    {
      verb: disableTeammate,
      act: 'disable' as const,
      operationId: 'disableStaffMember',
      summary: 'Disable a staff member',
      description: 'Ends their sessions and stops their service tokens at once. The last admin can’t be disabled.',
    },
    {
      verb: enableTeammate,
      act: 'enable' as const,
      operationId: 'enableStaffMember',
      summary: 'Enable a staff member',
      description: 'They can sign in again, and their service tokens work again.',
    },
  ])
    manage(
      gateway,
      {
        ...{ verb, operationId, tag, summary, description },
        method: 'post',
        path: `${staffPath}/${act}`,
        answers: { 200: { description: 'The updated staff member.', schema: OneStaffMember } },
      },
      async ({ ctx, params: { id } }) => {
        await verb(ctx, { staffId: id })
        return { status: 200, body: await staffMember(ctx, id) }
      },
    )

  for (const { act, follows, operationId, summary, description } of [
    {
      act: 'follow-groups' as const,
      follows: true,
      operationId: 'followGroupsForStaffMember',
      summary: 'Set the access of a staff member by groups',
      description: 'Takes effect at the next single sign-on. The staff member must have used single sign-on before.',
    },
    {
      act: 'stop-following-groups' as const,
      follows: false,
      operationId: 'stopFollowingGroupsForStaffMember',
      summary: 'Set the access of a staff member in Pushdesk',
      description: 'The role and companies stay the same until someone changes them.',
    },
  ])
    manage(
      gateway,
      {
        ...{ operationId, tag, summary, description },
        verb: followGroups,
        method: 'post',
        path: `${staffPath}/${act}`,
        answers: { 200: { description: 'The updated staff member.', schema: OneStaffMember } },
      },
      async ({ ctx, params: { id } }) => {
        await followGroups(ctx, { staffId: id, follows })
        return { status: 200, body: await staffMember(ctx, id) }
      },
    )

  manage(
    gateway,
    {
      verb: endTeammatesSessions,
      method: 'post',
      path: `${staffPath}/end-sessions`,
      operationId: 'endSessionsOfStaffMember',
      tag,
      summary: 'Sign a staff member out everywhere',
      answers: { 200: { description: 'The number of ended sessions.', schema: z.object({ sessionsEnded: z.int() }) } },
    },
    async ({ ctx, params: { id } }) => {
      const { sessionsEnded } = await endTeammatesSessions(ctx, { staffId: id })
      return { status: 200, body: { sessionsEnded } }
    },
  )

  manage(
    gateway,
    {
      verb: makePasswordLink,
      method: 'post',
      path: `${staffPath}/password-link`,
      operationId: 'makePasswordLink',
      tag,
      summary: 'Create a link to set a new password',
      description:
        'The link works once, within 24 hours. Anyone with the link can set the person’s password. It replaces the person’s earlier open link, if there is one.',
      answers: { 201: { description: 'The link. It’s shown only once.', schema: PersonalLink } },
    },
    async ({ ctx, params: { id } }) => {
      const { token, expiresAt } = await makePasswordLink(ctx, { staffId: id })
      return { status: 201, body: { ...linkOf(token), expiresAt } }
    },
  )

  manage(
    gateway,
    {
      verb: endTeammatesSecondFactor,
      method: 'delete',
      path: `${staffPath}/second-factor`,
      operationId: 'removeSecondFactor',
      tag,
      summary: 'Remove the two-factor authentication of a staff member',
      description: 'For someone who lost the authenticator app and the recovery codes. They still need their password.',
      answers: { 204: { description: 'Removed.' } },
    },
    async ({ ctx, params: { id } }) => {
      await endTeammatesSecondFactor(ctx, { staffId: id })
      return { status: 204 }
    },
  )
}
