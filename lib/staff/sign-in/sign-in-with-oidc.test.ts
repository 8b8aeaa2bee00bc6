import { describe, expect, it } from 'vitest'
import { makeCompany, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { changeStaffRow, findStaff } from '@/db/queries/staff/staff'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { inviteStaff } from '@/lib/staff/team/invite-staff'
import { signedIn } from '@/lib/testing/contexts'
import { type OidcIdentity, signInWithOidc } from './sign-in-with-oidc'

const identity = (given: Partial<OidcIdentity> = {}): OidcIdentity => ({
  issuer: 'https://id.example.com',
  subject: unique('subject'),
  email: `${unique('person')}@example.com`,
  isEmailVerified: true,
  requestId: 'test',
  ...given,
})

describe('single sign-on', () => {
  it('rejects a person whom no admin invited', () =>
    inRollback(async (db) => {
      expect(await signInWithOidc(db, identity())).toBeUndefined()
    }))

  it('links an account by verified email, and then identifies it by issuer and subject', () =>
    inRollback(async (db) => {
      const person = await makeStaff(db)
      const first = identity({ email: person.email.toUpperCase() })
      expect(await signInWithOidc(db, { ...first, isEmailVerified: false })).toBeUndefined()
      expect(await signInWithOidc(db, first)).toEqual({ id: person.id })
      expect(await signInWithOidc(db, { ...first, email: 'other@example.com' })).toEqual({ id: person.id })
      expect(await signInWithOidc(db, { ...first, issuer: 'https://evil.example.com' })).toBeUndefined()
      expect(await signInWithOidc(db, identity({ email: person.email }))).toBeUndefined()
    }))

  it('accepts an open invitation for a verified email', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const company = await makeCompany(db)
      const who = identity()
      await inviteStaff(admin, { email: who.email ?? '', name: 'New', role: 'viewer', companyIds: [company.id] })
      expect(await signInWithOidc(db, { ...who, isEmailVerified: false })).toBeUndefined()
      const found = await signInWithOidc(db, who)
      expect(await findStaff(db, { staffId: found?.id ?? '' })).toMatchObject({
        role: 'viewer',
        companyIds: [company.id],
      })
    }))

  it('rejects a disabled person, and audits the IP address and the reason', () =>
    inRollback(async (db) => {
      const person = await makeStaff(db)
      const who = identity({ email: person.email, ip: '192.0.2.8' })
      expect(await signInWithOidc(db, { ...who, isEmailVerified: false })).toBeUndefined()
      await signInWithOidc(db, who)
      await changeStaffRow(db, { staffId: person.id, disabledAt: new Date() })
      expect(await signInWithOidc(db, who)).toBeUndefined()
      const entries = await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id })
      expect(entries.map(({ ip }) => ip)).toEqual(['192.0.2.8', '192.0.2.8', '192.0.2.8'])
      const refused = entries.filter(({ action }) => action === 'session.sign_in_refused')
      expect(refused.map(({ after }) => Object(after).because).sort()).toEqual([
        'the account is disabled',
        'the provider hasn’t verified the email',
      ])
    }))
})
