import type { Db } from '@/db/client'
import { makeCompany, unique } from '@/db/factories'
import { noSignInNeeds } from '@/db/queries/staff/sign-in-settings'
import { changeStaffRow } from '@/db/queries/staff/staff'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { addSignInGroup, changeSignInGroup, removeSignInGroup } from '@/lib/staff/groups/change-sign-in-groups'
import { changeSignInRules } from '@/lib/staff/rules/change-sign-in-rules'
import { changeTeammate } from '@/lib/staff/team/change-teammate'
import { disableTeammate } from '@/lib/staff/team/disable-teammate'
import { enableTeammate } from '@/lib/staff/team/enable-teammate'
import { endTeammatesSecondFactor } from '@/lib/staff/team/end-teammates-second-factor'
import { endTeammatesSessions } from '@/lib/staff/team/end-teammates-sessions'
import { followGroups } from '@/lib/staff/team/follow-groups'
import { inviteStaff } from '@/lib/staff/team/invite-staff'
import { listInvitations } from '@/lib/staff/team/list-invitations'
import { makePasswordLink } from '@/lib/staff/team/make-password-link'
import { withdrawInvitation } from '@/lib/staff/team/withdraw-invitation'
import { signedIn } from '@/lib/testing/contexts'
import { type Act, aSentence } from './act'

async function team(db: Db) {
  const ctx = await signedIn(db, { role: 'admin' })
  const company = await makeCompany(db)
  const person = await makeStaff(db, { role: 'viewer', companyIds: [company.id] })
  return { ctx, company, person, staffId: person.id }
}

async function groupToChange(db: Db) {
  const { ctx, company } = await team(db)
  const { id: groupId } = await addSignInGroup(ctx, { name: unique('group'), role: 'viewer', companyIds: [company.id] })
  return { ctx, company, groupId, before: { role: 'viewer', companyIds: [company.id] } }
}

export const teamActs: Act[] = [
  {
    verb: 'addSignInGroup',
    async arrange(db) {
      const { ctx } = await team(db)
      const group = { name: unique('group'), role: 'admin' as const }
      return { ctx, act: () => addSignInGroup(ctx, group) }
    },
    again: /^This group is already in the list\. Change it there\.$/,
  },
  {
    verb: 'changeSignInGroup',
    async arrange(db) {
      const { ctx, company, groupId, before } = await groupToChange(db)
      const access = { role: 'support' as const, companyIds: [company.id] }
      return { ctx, act: () => changeSignInGroup(ctx, { groupId, ...access }), before }
    },
    again: /^Nothing to save: the group already has this role and these companies\.$/,
  },
  {
    verb: 'removeSignInGroup',
    async arrange(db) {
      const { ctx, groupId, before } = await groupToChange(db)
      return { ctx, act: () => removeSignInGroup(ctx, { groupId }), before }
    },
    again: aSentence,
  },
  {
    verb: 'followGroups',
    async arrange(db) {
      const { ctx, staffId } = await team(db)
      await changeStaffRow(db, { staffId, oidcIssuer: 'https://id.example.com', oidcSubject: unique('subject') })
      return { ctx, act: () => followGroups(ctx, { staffId, follows: true }), before: { followsGroups: false } }
    },
    again: /already follows the groups\.$/,
  },
  {
    verb: 'changeSignInRules',
    async arrange(db) {
      const { ctx } = await team(db)
      const before = { needs: noSignInNeeds }
      return {
        ctx,
        act: () => changeSignInRules(ctx, { needs: { ...noSignInNeeds, viewer: 'second_factor' } }),
        before,
      }
    },
    again: /^Nothing to save: these rules already apply\.$/,
  },
  {
    verb: 'changeTeammate',
    async arrange(db) {
      const { ctx, company, staffId } = await team(db)
      return {
        ctx,
        act: () => changeTeammate(ctx, { staffId, role: 'support', companyIds: [company.id] }),
        before: { role: 'viewer', companyIds: [company.id] },
      }
    },
    again: /^Nothing to save: .* already has this role and these companies\.$/,
  },
  {
    verb: 'disableTeammate',
    async arrange(db) {
      const { ctx, staffId } = await team(db)
      return { ctx, act: () => disableTeammate(ctx, { staffId }), before: { isDisabled: false } }
    },
    again: aSentence,
  },
  {
    verb: 'enableTeammate',
    async arrange(db) {
      const { ctx, staffId } = await team(db)
      await changeStaffRow(db, { staffId, disabledAt: new Date() })
      return { ctx, act: () => enableTeammate(ctx, { staffId }), before: { isDisabled: true } }
    },
    again: aSentence,
  },
  {
    verb: 'endTeammatesSessions',
    async arrange(db) {
      const { ctx, staffId } = await team(db)
      await makeSession(db, { staffId })
      return { ctx, act: () => endTeammatesSessions(ctx, { staffId }) }
    },
    again: /has no open sessions/,
  },
  {
    verb: 'endTeammatesSecondFactor',
    async arrange(db) {
      const { ctx, staffId } = await team(db)
      await changeStaffRow(db, { staffId, totpSecret: 'sealed', totpConfirmedAt: new Date() })
      return { ctx, act: () => endTeammatesSecondFactor(ctx, { staffId }), before: { secondFactor: 'on' } }
    },
    again: aSentence,
  },
  {
    verb: 'inviteStaff',
    what: 'in the place of an older invitation',
    async arrange(db) {
      const { ctx, company } = await team(db)
      const invitation = { email: `${unique('new')}@example.com`, name: 'New Person', companyIds: [company.id] }
      const { expiresAt } = await inviteStaff(ctx, { ...invitation, role: 'viewer' })
      return {
        ctx,
        act: () => inviteStaff(ctx, { ...invitation, role: 'support' }),
        before: { isForPassword: false, role: 'viewer', companyIds: [company.id], expiresAt: expiresAt.toISOString() },
      }
    },
    again: 'makes another one',
  },
  {
    verb: 'makePasswordLink',
    what: 'in the place of an older one',
    async arrange(db) {
      const { ctx, company, staffId } = await team(db)
      const { expiresAt } = await makePasswordLink(ctx, { staffId })
      return {
        ctx,
        act: () => makePasswordLink(ctx, { staffId }),
        before: { isForPassword: true, role: 'viewer', companyIds: [company.id], expiresAt: expiresAt.toISOString() },
      }
    },
    again: 'makes another one',
  },
  {
    verb: 'withdrawInvitation',
    async arrange(db) {
      const { ctx, company } = await team(db)
      const email = `${unique('new')}@example.com`
      const made = await inviteStaff(ctx, { email, name: 'New', role: 'viewer', companyIds: [company.id] })
      const invitation = (await listInvitations(ctx, {})).find((one) => one.email === email)
      return {
        ctx,
        act: () => withdrawInvitation(ctx, { invitationId: invitation?.id ?? '' }),
        before: {
          isForPassword: false,
          role: 'viewer',
          companyIds: [company.id],
          expiresAt: made.expiresAt.toISOString(),
        },
      }
    },
    again: aSentence,
  },
]
