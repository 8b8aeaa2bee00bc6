import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { findStaff, findStaffByEmail, listStaff } from '@/db/queries/staff/staff'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { signIn } from '@/lib/staff/sign-in/sign-in'
import { signedIn } from '@/lib/testing/contexts'
import { acceptInvitation, findInvited } from './accept-invitation'
import { changeTeammate } from './change-teammate'
import { disableTeammate } from './disable-teammate'
import { enableTeammate } from './enable-teammate'
import { inviteStaff } from './invite-staff'
import { listInvitations } from './list-invitations'
import { listTeam } from './list-team'
import { makePasswordLink } from './make-password-link'
import { withdrawInvitation } from './withdraw-invitation'

const password = 'correct horse battery'
const newEmail = () => `${unique('new')}@example.com`

async function invited(db: Db) {
  const admin = await signedIn(db, { role: 'admin' })
  const company = await makeCompany(db)
  const email = newEmail()
  const made = await inviteStaff(admin, { email, name: 'New Person', role: 'support', companyIds: [company.id] })
  return { admin, company, email, token: made.token }
}

const accept = (db: Db, token: string) =>
  acceptInvitation(db, { token, name: 'Chosen Name', password, requestId: 'test', ip: '192.0.2.6' })

describe('an invitation', () => {
  it('creates a staff member with the role and companies that the admin chose, once', () =>
    inRollback(async (db) => {
      const { company, email, token } = await invited(db)
      expect(await findInvited(db, { token })).toMatchObject({ email, role: 'support' })
      const { id } = await accept(db, token)
      expect(await findStaff(db, { staffId: id })).toMatchObject({
        email,
        name: 'Chosen Name',
        role: 'support',
        companyIds: [company.id],
      })
      expect(await entriesAbout(db, { subjectKind: 'staff', subjectId: id })).toMatchObject([
        { action: 'team.accept_invitation', ip: '192.0.2.6' },
      ])
      await expect(accept(db, token)).rejects.toMatchObject({ reason: 'conflict' })
    }))

  it('stops working after a week, or when withdrawn or replaced', () =>
    inRollback(async (db) => {
      const { admin, company, email, token } = await invited(db)
      const inEightDays = new Date(Date.now() + 8 * 86_400_000)
      expect(await findInvited(db, { token, now: inEightDays })).toBeUndefined()
      const newer = await inviteStaff(admin, { email, name: 'New Person', role: 'viewer', companyIds: [company.id] })
      await expect(accept(db, token)).rejects.toMatchObject({ reason: 'conflict' })
      const invitation = (await listInvitations(admin, {})).find((one) => one.email === email)
      await withdrawInvitation(admin, { invitationId: invitation?.id ?? '' })
      await expect(accept(db, newer.token)).rejects.toMatchObject({ reason: 'conflict' })
      expect(await findStaffByEmail(db, { email })).toBeUndefined()
    }))

  it('can be created only by an admin, and names every invalid field', () =>
    inRollback(async (db) => {
      const company = await makeCompany(db)
      const manager = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
      const input = { email: newEmail(), name: 'New Person', role: 'support' as const, companyIds: [company.id] }
      await expect(inviteStaff(manager, input)).rejects.toMatchObject({ reason: 'forbidden' })
      const admin = await signedIn(db, { role: 'admin' })
      await expect(inviteStaff(admin, { ...input, companyIds: [] })).rejects.toMatchObject({
        fields: { companyIds: ['Choose at least one company.'] },
      })
      await expect(inviteStaff(admin, { ...input, email: admin.staff.email })).rejects.toMatchObject({
        reason: 'conflict',
        fields: { email: [expect.any(String)] },
      })
    }))

  it('rejects a common password', () =>
    inRollback(async (db) => {
      const { token } = await invited(db)
      await expect(
        acceptInvitation(db, { token, name: 'Name', password: 'Password1234', requestId: 'test' }),
      ).rejects.toMatchObject({ reason: 'invalid', fields: { password: [expect.stringContaining('most common')] } })
      expect(await findInvited(db, { token })).toBeDefined()
    }))

  it('rejects a password that is too short', () =>
    inRollback(async (db) => {
      const { token } = await invited(db)
      await expect(
        acceptInvitation(db, { token, name: 'Name', password: 'short', requestId: 'test' }),
      ).rejects.toMatchObject({ reason: 'invalid', fields: { password: [expect.any(String)] } })
      expect(await findInvited(db, { token })).toBeDefined()
    }))
})

describe('a password link', () => {
  const makePerson = (db: Db) => makeStaff(db, { role: 'viewer' })

  it('sets a new password once, and ends every session', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const person = await makePerson(db)
      const session = await makeSession(db, { staffId: person.id })
      const { token } = await makePasswordLink(admin, { staffId: person.id })
      expect(await findInvited(db, { token })).toMatchObject({ email: person.email, isForPassword: true })
      expect(await accept(db, token)).toEqual({ id: person.id, email: person.email })
      expect(await contextForSession(db, { token: session, requestId: 'test' })).toBeUndefined()
      expect(await findStaff(db, { staffId: person.id })).toMatchObject({ name: person.name, role: 'viewer' })
      const asked = { email: person.email, password, ip: '192.0.2.7', requestId: 'test' }
      expect(await signIn(db, asked)).toEqual({ id: person.id })
      await expect(accept(db, token)).rejects.toMatchObject({ reason: 'conflict' })
      const actions = (await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id })).map((one) => one.action)
      expect(actions.sort()).toEqual(['account.renew_password', 'team.make_password_link'])
    }))

  it('stops working after a day, or when replaced, or when the person is disabled', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const person = await makePerson(db)
      const old = await makePasswordLink(admin, { staffId: person.id })
      const { token } = await makePasswordLink(admin, { staffId: person.id })
      expect(await findInvited(db, { token: old.token })).toBeUndefined()
      expect(await findInvited(db, { token, now: new Date(Date.now() + 86_400_001) })).toBeUndefined()
      await disableTeammate(admin, { staffId: person.id })
      await expect(accept(db, token)).rejects.toMatchObject({ reason: 'conflict' })
      await expect(makePasswordLink(admin, { staffId: person.id })).rejects.toMatchObject({ reason: 'conflict' })
    }))

  it('can be created only by an admin', () =>
    inRollback(async (db) => {
      const manager = await signedIn(db, { role: 'integration_manager' })
      const person = await makePerson(db)
      await expect(makePasswordLink(manager, { staffId: person.id })).rejects.toMatchObject({ reason: 'forbidden' })
    }))
})

describe('disabling', () => {
  it('ends every session at once, and can be undone', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const person = await makeStaff(db, { role: 'viewer' })
      const token = await makeSession(db, { staffId: person.id })
      await disableTeammate(admin, { staffId: person.id })
      expect(await contextForSession(db, { token, requestId: 'test' })).toBeUndefined()
      await enableTeammate(admin, { staffId: person.id })
      expect((await findStaff(db, { staffId: person.id }))?.disabledAt).toBeNull()
      const actions = (await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id })).map((one) => one.action)
      expect(actions.sort()).toEqual(['team.disable', 'team.enable'])
    }))

  it('is denied to managers, and for one’s own account', () =>
    inRollback(async (db) => {
      const person = await makeStaff(db, { role: 'viewer' })
      const manager = await signedIn(db, { role: 'integration_manager' })
      await expect(disableTeammate(manager, { staffId: person.id })).rejects.toMatchObject({ reason: 'forbidden' })
      const admin = await signedIn(db, { role: 'admin' })
      await expect(disableTeammate(admin, { staffId: admin.staff.id })).rejects.toMatchObject({ reason: 'conflict' })
    }))
})

describe('changing a role', () => {
  it('is audited with the role before and after', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const company = await makeCompany(db)
      const person = await makeStaff(db, { role: 'viewer', companyIds: [company.id] })
      await changeTeammate(admin, { staffId: person.id, role: 'support', companyIds: [company.id] })
      const [entry] = await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id })
      expect(entry).toMatchObject({ before: { role: 'viewer' }, after: { role: 'support' } })
    }))

  it('keeps an archived company, which can’t be chosen, for when it is restored', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const [present, archived] = [await makeCompany(db), await makeCompany(db, { archivedAt: new Date() })]
      const person = await makeStaff(db, { role: 'viewer', companyIds: [present.id, archived.id] })
      const listed = (await listTeam(admin, {})).people.find(({ id }) => id === person.id)
      expect(listed).toMatchObject({ companyIds: [present.id], archivedCompanyCount: 1 })
      const saved = { staffId: person.id, companyIds: [present.id] }
      await expect(changeTeammate(admin, { ...saved, role: 'viewer' })).rejects.toMatchObject({ reason: 'conflict' })
      await changeTeammate(admin, { ...saved, role: 'support' })
      const { companyIds } = (await findStaff(db, { staffId: person.id })) ?? {}
      expect(companyIds?.toSorted()).toEqual([present.id, archived.id].sort())
    }))

  it('cannot leave the team without an admin', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const company = await makeCompany(db)
      const others = (await listStaff(db, { companyIds: 'all', now: new Date(), issuer: undefined })).filter(
        ({ id, role, disabledAt }) => role === 'admin' && !disabledAt && id !== admin.staff.id,
      )
      for (const { id } of others) await disableTeammate(admin, { staffId: id })
      await expect(
        changeTeammate(admin, { staffId: admin.staff.id, role: 'viewer', companyIds: [company.id] }),
      ).rejects.toMatchObject({ reason: 'conflict', message: expect.stringContaining('only admin') })
    }))
})

describe('the team', () => {
  it('shows colleagues and admins, but no one who works only for other companies', () =>
    inRollback(async (db) => {
      const [own, others] = [await makeCompany(db), await makeCompany(db)]
      const ctx = await signedIn(db, { role: 'support', companyIds: [own.id] })
      const colleague = await makeStaff(db, { role: 'viewer', companyIds: [own.id, others.id] })
      const stranger = await makeStaff(db, { role: 'viewer', companyIds: [others.id] })
      const { people } = await listTeam(ctx, {})
      expect(people.find(({ id }) => id === colleague.id)?.companyIds).toEqual([own.id])
      expect(people.some(({ id }) => id === stranger.id)).toBe(false)
      await expect(listInvitations(ctx, {})).rejects.toMatchObject({ reason: 'forbidden' })
    }))
})
