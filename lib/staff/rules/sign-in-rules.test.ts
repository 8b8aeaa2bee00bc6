import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { noSignInNeeds } from '@/db/queries/staff/sign-in-settings'
import { changeStaffRow } from '@/db/queries/staff/staff'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { beginSecondFactor } from '@/lib/staff/account/begin-second-factor'
import { confirmSecondFactor } from '@/lib/staff/account/confirm-second-factor'
import { endSecondFactor } from '@/lib/staff/account/end-second-factor'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { hashPassword } from '@/lib/staff/sign-in/password'
import { signIn } from '@/lib/staff/sign-in/sign-in'
import { acceptInvitation, findInvited } from '@/lib/staff/team/accept-invitation'
import { askForPassword } from '@/lib/staff/team/ask-for-password'
import { holdApprovals } from '@/lib/staff/team/hold-approvals'
import { inviteStaff } from '@/lib/staff/team/invite-staff'
import { makePasswordLink } from '@/lib/staff/team/make-password-link'
import { signedIn } from '@/lib/testing/contexts'
import { withSettings } from '@/lib/testing/with-settings'
import { changeSignInRules } from './change-sign-in-rules'
import type { SignInNeed, SignInNeeds } from './need-words'
import { showSignInRules } from './show-sign-in-rules'

const password = 'correct horse battery'
const issuer = 'https://id.example.com'
const configured = { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: 'pushdesk', AUTH_OIDC_SECRET: 'a secret' }
const from = { ip: '192.0.2.1', requestId: 'test' }

const all = (need: SignInNeed): SignInNeeds => ({
  admin: need,
  integration_manager: need,
  support: need,
  viewer: need,
})
const contextOf = (db: Db, token: string, isSettingUp = false) =>
  contextForSession(db, { token, requestId: 'test', isSettingUp })

async function adminOf(db: Db, session: { oidcIssuer?: string; steppedUpAt?: Date } = {}) {
  const person = await makeStaff(db, { role: 'admin', passwordHash: await hashPassword(password) })
  const ctx = await contextOf(db, await makeSession(db, { staffId: person.id, ...session }))
  if (!ctx) throw new Error('the session did not sign in')
  return ctx
}
const adminWithProvider = (db: Db) => adminOf(db, { oidcIssuer: issuer })

describe('the sign-in rules', () => {
  it('can be read and changed only by an admin, take a step-up to change, and are audited', () =>
    inRollback(async (db) => {
      const manager = await signedIn(db, { role: 'integration_manager' })
      await expect(showSignInRules(manager, {})).rejects.toMatchObject({ reason: 'forbidden' })
      const needs = { ...noSignInNeeds, viewer: 'second_factor' as const }
      await expect(changeSignInRules(manager, { needs })).rejects.toMatchObject({ reason: 'forbidden' })
      const longAgo = await adminOf(db, { steppedUpAt: new Date(Date.now() - 3_600_000) })
      await expect(changeSignInRules(longAgo, { needs })).rejects.toMatchObject({ code: 'step_up_needed' })
      const admin = await adminOf(db)
      expect(await changeSignInRules(admin, { needs })).toEqual({ isAsked: false, sessionsEnded: 0 })
      expect(await showSignInRules(admin, {})).toMatchObject({ needs, asked: null })
      await expect(changeSignInRules(admin, { needs })).rejects.toMatchObject({ reason: 'conflict' })
      await expect(
        changeSignInRules(admin, { needs: { ...needs, viewer: 'a badge' as SignInNeed } }),
      ).rejects.toMatchObject({ fields: { 'needs.viewer': [expect.stringContaining('Choose')] } })
      const entry = await db.query.auditEntries.findFirst({
        where: (entries, { eq }) => eq(entries.action, 'sign_in.change'),
        orderBy: (entries, { desc }) => desc(entries.id),
      })
      expect(entry).toMatchObject({
        before: { needs: noSignInNeeds },
        after: { needs },
      })
    }))

  it('can’t require single sign-on until it is set up and the admin has signed in with it', () =>
    inRollback(async (db) => {
      const needs = all('single_sign_on')
      const withPassword = await adminOf(db)
      await expect(changeSignInRules(withPassword, { needs })).rejects.toMatchObject({
        message: expect.stringContaining('isn’t set up'),
      })
      await withSettings(configured, async () => {
        await expect(changeSignInRules(withPassword, { needs })).rejects.toMatchObject({
          message: expect.stringContaining('Sign in with single sign-on yourself first'),
        })
        const { sessionsEnded } = await changeSignInRules(await adminWithProvider(db), { needs })
        // Sessions of other tests may end too.
        expect(sessionsEnded).toBeGreaterThanOrEqual(1)
      })
    }))

  it('take two admins to loosen if a company requires approval, neither with approvals on hold', () =>
    inRollback(async (db) => {
      await makeCompany(db, { requiresApproval: true })
      const [first, second, held] = [await adminWithProvider(db), await adminWithProvider(db), await adminOf(db)]
      await withSettings(configured, async () => {
        await changeSignInRules(first, { needs: all('second_factor') })
        const looser = { needs: noSignInNeeds }
        expect(await changeSignInRules(first, looser)).toMatchObject({ isAsked: true })
        await expect(changeSignInRules(first, looser)).rejects.toMatchObject({ reason: 'conflict' })
        expect(await showSignInRules(second, {})).toMatchObject({
          needs: all('second_factor'),
          asked: { needs: noSignInNeeds, byName: first.staff.name, isYou: false },
        })
        await holdApprovals(db, { staffId: held.staff.id, because: 'invitation', by: first.staff })
        await expect(changeSignInRules(held, looser)).rejects.toMatchObject({ code: 'approvals_held' })
        // A different request doesn't confirm the first one.
        const halfWay = { needs: { ...all('second_factor'), viewer: 'nothing' as const } }
        expect(await changeSignInRules(second, halfWay)).toMatchObject({ isAsked: true })
        expect(await changeSignInRules(first, { needs: all('second_factor') })).toMatchObject({ isAsked: false })
        expect(await showSignInRules(second, {})).toMatchObject({ needs: all('second_factor'), asked: null })
        await changeSignInRules(first, looser)
        expect(await changeSignInRules(second, looser)).toMatchObject({ isAsked: false })
        expect(await showSignInRules(second, {})).toMatchObject({ needs: noSignInNeeds, asked: null })
      })
    }))
})

describe('a required second factor', () => {
  it('lets a person without one only set it up, even in a session that was already open', () =>
    inRollback(async (db) => {
      const admin = await adminWithProvider(db)
      const person = await makeStaff(db, { role: 'viewer', passwordHash: await hashPassword(password) })
      const token = await makeSession(db, { staffId: person.id })
      expect(await contextOf(db, token)).toBeDefined()
      await changeSignInRules(admin, { needs: { ...noSignInNeeds, viewer: 'second_factor' } })
      const required = { reason: 'forbidden', code: 'second_factor_required' }
      await expect(contextOf(db, token)).rejects.toMatchObject(required)
      const settingUp = await contextOf(db, token, true)
      if (!settingUp) throw new Error('the session did not sign in')
      const { secret } = await beginSecondFactor(settingUp, { currentPassword: password })
      await expect(contextOf(db, token)).rejects.toMatchObject(required)
      const totp = new TOTP({ secret: Secret.fromBase32(secret) })
      await confirmSecondFactor(settingUp, { code: totp.generate() })
      const ctx = await contextOf(db, token)
      if (!ctx) throw new Error('the session did not sign in')
      const code = totp.generate({ timestamp: Date.now() + 30_000 })
      await expect(endSecondFactor(ctx, { currentPassword: password, code })).rejects.toMatchObject({
        message: 'Your role needs two-factor authentication, so it can’t be turned off.',
      })
    }))

  it('is left to the provider for single sign-on, as long as that provider is still configured', () =>
    inRollback(async (db) => {
      await changeSignInRules(await adminOf(db), { needs: all('second_factor') })
      const person = await makeStaff(db, { role: 'viewer' })
      const session = (oidcIssuer: string) => makeSession(db, { staffId: person.id, oidcIssuer })
      await withSettings(configured, async () => {
        expect(await contextOf(db, await session(issuer))).toMatchObject({ staff: { signedInWith: 'single_sign_on' } })
        await expect(contextOf(db, await session('https://former.example.com'))).rejects.toMatchObject({
          code: 'second_factor_required',
        })
      })
    }))
})

describe('required single sign-on', () => {
  it('for all roles, rejects every password unchecked and ends password sessions', () =>
    inRollback(async (db) =>
      withSettings(configured, async () => {
        const admin = await adminWithProvider(db)
        const person = await makeStaff(db, { role: 'viewer', passwordHash: await hashPassword(password) })
        const token = await makeSession(db, { staffId: person.id })
        const { sessionsEnded } = await changeSignInRules(admin, { needs: all('single_sign_on') })
        // Sessions of other tests may end too.
        expect(sessionsEnded).toBeGreaterThanOrEqual(1)
        expect(await contextOf(db, token)).toBeUndefined()
        expect(await contextOf(db, await makeSession(db, { staffId: person.id }))).toBeUndefined()
        const needed = { code: 'single_sign_on_needed', message: 'Sign in with single sign-on.' }
        for (const given of [
          { email: person.email, password },
          { email: person.email, password: 'wrong' },
          { email: `${unique('nobody')}@example.com`, password },
        ])
          await expect(signIn(db, { ...from, ...given })).rejects.toMatchObject(needed)
        expect((await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id }))[0]).toMatchObject({
          action: 'session.sign_in_refused',
          after: { because: 'single sign-on is required' },
        })
      }),
    ))

  it('for one role, is revealed only after the correct password', () =>
    inRollback(async (db) =>
      withSettings(configured, async () => {
        await changeSignInRules(await adminWithProvider(db), { needs: { ...noSignInNeeds, viewer: 'single_sign_on' } })
        const passwordHash = await hashPassword(password)
        const viewer = await makeStaff(db, { role: 'viewer', passwordHash })
        const support = await makeStaff(db, { role: 'support', passwordHash })
        expect(await signIn(db, { ...from, email: viewer.email, password: 'wrong' })).toBeUndefined()
        await expect(signIn(db, { ...from, email: viewer.email, password })).rejects.toMatchObject({
          code: 'single_sign_on_needed',
        })
        expect(await signIn(db, { ...from, email: support.email, password })).toEqual({ id: support.id })
        const token = await makeSession(db, { staffId: support.id })
        expect(await contextOf(db, token)).toBeDefined()
        await changeStaffRow(db, { staffId: support.id, role: 'viewer' })
        expect(await contextOf(db, token), 'after a change of the role').toBeUndefined()
      }),
    ))

  it('prevents setting a password by invitation, link, or email', () =>
    inRollback(async (db) =>
      withSettings(
        { ...configured, SMTP_URL: 'smtp://127.0.0.1:9', AUTH_URL: 'https://desk.example.com' },
        async () => {
          const admin = await adminWithProvider(db)
          const company = await makeCompany(db)
          const given = { name: 'New Person', role: 'viewer' as const, companyIds: [company.id] }
          const { token, email } = await inviteStaff(admin, { ...given, email: `${unique('new')}@example.com` })
          expect(await findInvited(db, { token })).toMatchObject({ isSingleSignOn: false })
          await changeSignInRules(admin, { needs: all('single_sign_on') })
          expect(await findInvited(db, { token })).toMatchObject({ isSingleSignOn: true })
          await expect(
            acceptInvitation(db, { token, name: 'New Person', password: 'another horse battery', requestId: 'test' }),
          ).rejects.toMatchObject({ message: expect.stringContaining('single sign-on') })
          const person = await makeStaff(db, { role: 'viewer', passwordHash: await hashPassword(password) })
          await expect(makePasswordLink(admin, { staffId: person.id })).rejects.toMatchObject({ reason: 'conflict' })
          await expect(askForPassword(db, { ...from, email })).rejects.toMatchObject({ reason: 'conflict' })
        },
      ),
    ))

  it('doesn’t apply when the operator turns the rules off', () =>
    inRollback(async (db) =>
      withSettings(configured, async () => {
        await changeSignInRules(await adminWithProvider(db), { needs: all('single_sign_on') })
        const person = await makeStaff(db, { passwordHash: await hashPassword(password) })
        await withSettings({ SIGN_IN_RULES: 'off' }, async () => {
          expect(await signIn(db, { ...from, email: person.email, password })).toEqual({ id: person.id })
          const ctx = await contextOf(db, await makeSession(db, { staffId: person.id }))
          if (!ctx) throw new Error('the session did not sign in')
          expect(await showSignInRules(ctx, {})).toMatchObject({ isOff: true, needs: all('single_sign_on') })
        })
      }),
    ))
})
