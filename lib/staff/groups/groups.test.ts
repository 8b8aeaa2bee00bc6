import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { findStaff, findStaffByEmail } from '@/db/queries/staff/staff'
import { makeServiceToken, makeSession } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { contextForToken } from '@/lib/service-tokens/context-for-token'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { type OidcIdentity, signInWithOidc } from '@/lib/staff/sign-in/sign-in-with-oidc'
import { changeTeammate } from '@/lib/staff/team/change-teammate'
import { followGroups } from '@/lib/staff/team/follow-groups'
import { signedIn } from '@/lib/testing/contexts'
import { addSignInGroup, changeSignInGroup, removeSignInGroup } from './change-sign-in-groups'
import { listSignInGroups } from './list-sign-in-groups'

const identity = (given: Partial<OidcIdentity> = {}): OidcIdentity => ({
  issuer: 'https://id.example.com',
  subject: unique('subject'),
  email: `${unique('person')}@example.com`,
  isEmailVerified: true,
  name: 'Ada Lovelace',
  requestId: 'test',
  ...given,
})

/** A support group for one company and a viewer group for two. */
async function twoGroups(db: Db) {
  const ctx = await signedIn(db, { role: 'admin' })
  const [one, other] = [(await makeCompany(db)).id, (await makeCompany(db)).id]
  const support = await addSignInGroup(ctx, { name: unique('support'), role: 'support', companyIds: [one] })
  const viewers = await addSignInGroup(ctx, { name: unique('viewers'), role: 'viewer', companyIds: [one, other] })
  return { ctx, one, other, support, viewers }
}

describe('provider groups', () => {
  it('create an account at first sign-in, with the role that the groups give in each company', () =>
    inRollback(async (db) => {
      const { one, other, support, viewers } = await twoGroups(db)
      const who = identity({ groups: [support.name, viewers.name, 'another one'] })
      const found = await signInWithOidc(db, who)
      const person = await findStaff(db, { staffId: found?.id ?? '' })
      expect(person).toMatchObject({
        ...{ name: 'Ada Lovelace', email: who.email, followsGroups: true, passwordHash: null },
        role: 'support',
        companyRoles: { [other]: 'viewer' },
        // The admin who added the group could otherwise act as the second person.
        approvalsHeldFor: 'access',
      })
      expect(person?.companyIds.toSorted()).toEqual([one, other].toSorted())
      const [entry] = await entriesAbout(db, { subjectKind: 'staff', subjectId: person?.id ?? '' })
      expect(entry).toMatchObject({ action: 'team.join_by_group', actorName: 'Single sign-on' })
    }))

  it('reject a sign-in without a verified email or a listed group, or with another person’s email', () =>
    inRollback(async (db) => {
      const { ctx, support } = await twoGroups(db)
      const groups = [support.name]
      expect(await signInWithOidc(db, identity({ groups, isEmailVerified: false }))).toBeUndefined()
      expect(
        await signInWithOidc(db, identity({ groups: [`${support.name} `, support.name.toUpperCase()] })),
      ).toBeUndefined()
      expect(await signInWithOidc(db, identity())).toBeUndefined()
      const linked = identity({ email: ctx.staff.email, groups })
      expect(await signInWithOidc(db, linked)).toEqual({ id: ctx.staff.id })
      expect(await signInWithOidc(db, identity({ email: ctx.staff.email, groups }))).toBeUndefined()
      // An existing team member keeps the role that an admin gave them.
      expect(await findStaffByEmail(db, { email: ctx.staff.email })).toMatchObject({
        role: 'admin',
        followsGroups: false,
      })
    }))

  it('create an account even if the name is invalid or other groups can’t be stored', () =>
    inRollback(async (db) => {
      const { support } = await twoGroups(db)
      for (const name of ['', 'Ada\u0000', 'Ada \u202e', 'x'.repeat(5_000), undefined]) {
        const who = identity({ name, groups: ['a\u0000b', '\ud800', support.name] })
        const found = await signInWithOidc(db, who)
        const person = await findStaff(db, { staffId: found?.id ?? '' })
        expect(person?.name).toBe(name?.length === 5_000 ? 'x'.repeat(100) : who.email)
      }
    }))

  it('apply at each sign-in; once none gives access, the person is rejected and their sessions end', () =>
    inRollback(async (db) => {
      const { ctx, one, support, viewers } = await twoGroups(db)
      const who = identity({ groups: [viewers.name] })
      const { id: staffId } = (await signInWithOidc(db, who)) ?? { id: '' }
      expect(await findStaff(db, { staffId })).toMatchObject({ role: 'viewer', companyRoles: {} })
      expect(await signInWithOidc(db, { ...who, groups: [support.name] })).toEqual({ id: staffId })
      expect(await findStaff(db, { staffId })).toMatchObject({ role: 'support', companyIds: [one] })
      await changeSignInGroup(ctx, { groupId: support.id, role: 'integration_manager', companyIds: [one] })
      await signInWithOidc(db, { ...who, groups: [support.name] })
      expect(await findStaff(db, { staffId })).toMatchObject({ role: 'integration_manager' })
      const token = await makeSession(db, { staffId, oidcIssuer: who.issuer })
      const context = () => contextForSession(db, { token, requestId: 'test' })
      expect(await context()).toBeDefined()
      const { token: serviceToken } = await makeServiceToken(db, { ownerId: staffId, role: 'admin' })
      await removeSignInGroup(ctx, { groupId: support.id })
      expect(await signInWithOidc(db, { ...who, groups: [support.name] })).toBeUndefined()
      expect(await context()).toBeUndefined()
      expect(await findStaff(db, { staffId })).toMatchObject({ role: 'viewer', companyIds: [] })
      const program = await contextForToken(db, { token: serviceToken, requestId: 'test' })
      expect(program?.staff).toMatchObject({ role: 'viewer', companyIds: [] })
      const actions = (await entriesAbout(db, { subjectKind: 'staff', subjectId: staffId })).map(({ action }) => action)
      expect(actions).toEqual([
        'account.no_group',
        'account.follow_groups',
        'account.follow_groups',
        'team.join_by_group',
      ])
    }))

  it('never remove the last admin’s role', () =>
    inRollback(async (db) => {
      const { ctx } = await twoGroups(db)
      await db.execute(`update staff set disabled_at = now() where role = 'admin' and id <> '${ctx.staff.id}'`)
      const who = identity({ email: ctx.staff.email, groups: [] })
      await signInWithOidc(db, who)
      await followGroups(ctx, { staffId: ctx.staff.id, follows: true })
      expect(await signInWithOidc(db, who)).toEqual({ id: ctx.staff.id })
      expect(await findStaff(db, { staffId: ctx.staff.id })).toMatchObject({ role: 'admin' })
    }))

  it('block changes to the access of a person who follows them, until an admin stops that', () =>
    inRollback(async (db) => {
      const { ctx, one, viewers } = await twoGroups(db)
      const who = identity({ groups: [viewers.name] })
      const { id: staffId } = (await signInWithOidc(db, who)) ?? { id: '' }
      const change = () => changeTeammate(ctx, { staffId, role: 'support', companyIds: [one] })
      await expect(change()).rejects.toMatchObject({ reason: 'conflict', message: expect.stringContaining('groups') })
      await followGroups(ctx, { staffId, follows: false })
      await change()
      expect(await signInWithOidc(db, { ...who, groups: [] })).toEqual({ id: staffId })
      expect(await findStaff(db, { staffId })).toMatchObject({ role: 'support', companyIds: [one] })
      await expect(
        followGroups(ctx, { staffId: (await signedIn(db, { role: 'viewer' })).staff.id, follows: true }),
      ).rejects.toMatchObject({
        message: expect.stringContaining('has never used single sign-on'),
      })
    }))

  it('can be read and changed only by an admin, and can’t be listed twice', () =>
    inRollback(async (db) => {
      const { ctx, support } = await twoGroups(db)
      const manager = await signedIn(db, { role: 'integration_manager' })
      await expect(addSignInGroup(manager, { name: 'x', role: 'admin' })).rejects.toMatchObject({ reason: 'forbidden' })
      await expect(listSignInGroups(manager, {})).rejects.toMatchObject({ reason: 'forbidden' })
      expect(await listSignInGroups(ctx, {})).toContainEqual(support)
      await expect(addSignInGroup(ctx, { name: support.name, role: 'admin' })).rejects.toMatchObject({
        fields: { name: ['This group is already in the list.'] },
      })
      await expect(addSignInGroup(ctx, { name: ' ', role: 'admin' })).rejects.toMatchObject({ reason: 'invalid' })
      await expect(addSignInGroup(ctx, { name: unique('none'), role: 'viewer' })).rejects.toMatchObject({
        fields: { companyIds: ['Choose at least one company.'] },
      })
    }))
})
