import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeChannel } from '@/db/incident-factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { changeStaffRow } from '@/db/queries/staff/staff'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { newDeviceMark } from '@/lib/staff/sign-in/known-device'
import { hashPassword } from '@/lib/staff/sign-in/password'
import { signIn } from '@/lib/staff/sign-in/sign-in'
import { startSession } from '@/lib/staff/sign-in/start-session'
import { acceptInvitation, findInvited } from '@/lib/staff/team/accept-invitation'
import { askForPassword } from '@/lib/staff/team/ask-for-password'
import { enableTeammate } from '@/lib/staff/team/enable-teammate'
import { endTeammatesSecondFactor } from '@/lib/staff/team/end-teammates-second-factor'
import { inviteStaff } from '@/lib/staff/team/invite-staff'
import { makePasswordLink } from '@/lib/staff/team/make-password-link'
import { signedIn } from '@/lib/testing/contexts'
import { deliverMessages } from './deliver-messages'
import { address, deliverAll, mailed } from './testing/mailed'

const linkIn = (text = '') => /https:\/\/desk\.example\.com\/invitation\/([\w-]+)/.exec(text)?.[1] ?? ''
const from = { ip: '192.0.2.7', requestId: 'test' }

describe('without a mail server', () => {
  it('links are still shown, nothing is queued, and no one can request a password', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'admin' })
      const email = address()
      expect(await inviteStaff(ctx, { email, name: 'Ada', role: 'admin' })).toMatchObject({ isMailed: false })
      await expect(askForPassword(db, { ...from, email })).rejects.toMatchObject({ reason: 'conflict' })
      expect(await deliverMessages(db)).toEqual([])
    }))
})

it('invitations and password links arrive by email, and work', () =>
  inRollback(async (db) => {
    const mails = await mailed()
    const ctx = await signedIn(db, { role: 'admin' })
    const person = await makeStaff(db, { email: address() })
    const email = address()
    expect(await inviteStaff(ctx, { email, name: 'Ada', role: 'admin' })).toMatchObject({ isMailed: true })
    await makePasswordLink(ctx, { staffId: person.id })
    await deliverAll(db)
    expect(mails.map(({ to }) => to).sort()).toEqual([email, person.email].sort())
    for (const { to, text } of mails)
      expect(await findInvited(db, { token: linkIn(text) })).toMatchObject({ email: to })
  }))

it('an email’s content is deleted once it is sent', () =>
  inRollback(async (db) => {
    await mailed()
    const ctx = await signedIn(db, { role: 'admin' })
    const { token } = await inviteStaff(ctx, { email: address(), name: 'Ada', role: 'admin' })
    const rows = () => db.query.channelMessages.findMany({ where: ({ type }, { eq }) => eq(type, 'staff.invitation') })
    expect(await rows()).toMatchObject([{ sealed: expect.any(String) }])
    expect(JSON.stringify(await rows())).not.toContain(token)
    await deliverAll(db)
    expect(await rows()).toMatchObject([{ sealed: null, sentAt: expect.any(Date) }])
  }))

describe('a password request', () => {
  async function forgetful(db: Db, given: Parameters<typeof makeStaff>[1] = {}) {
    const person = await makeStaff(db, {
      email: address(),
      passwordHash: await hashPassword('correct horse'),
      ...given,
    })
    const audited = async () =>
      (await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id })).map(({ action }) => action)
    return { person, audited }
  }

  it('sends a link that sets a new password once and revokes the other links', () =>
    inRollback(async (db) => {
      const mails = await mailed()
      const { person, audited } = await forgetful(db)
      for (const _ of [1, 2]) await askForPassword(db, { ...from, email: person.email.toUpperCase() })
      await deliverAll(db)
      const [first = '', second = ''] = mails.map(({ text }) => linkIn(text))
      const given = { name: person.name, password: 'another long password', requestId: 'test' }
      await acceptInvitation(db, { ...given, token: first })
      for (const token of [first, second])
        await expect(acceptInvitation(db, { ...given, token })).rejects.toMatchObject({ reason: 'conflict' })
      expect(await signIn(db, { ...from, email: person.email, password: given.password })).toEqual({ id: person.id })
      expect(await audited()).toEqual(expect.arrayContaining(['account.ask_password', 'account.renew_password']))
    }))

  it('sends a link that expires after an hour', () =>
    inRollback(async (db) => {
      const mails = await mailed()
      const { person } = await forgetful(db)
      await askForPassword(db, { ...from, email: person.email })
      await deliverAll(db)
      const token = linkIn(mails[0]?.text)
      expect(await findInvited(db, { token })).toMatchObject({ isForPassword: true })
      expect(await findInvited(db, { token, now: new Date(Date.now() + 3_601_000) })).toBeUndefined()
    }))

  it('succeeds but emails no one if the account is disabled, unknown, or has no password', () =>
    inRollback(async (db) => {
      const mails = await mailed()
      const { person: disabled } = await forgetful(db, { disabledAt: new Date() })
      const { person: single } = await forgetful(db, { passwordHash: null })
      for (const email of [disabled.email, single.email, address()])
        expect(await askForPassword(db, { ...from, email })).toBeUndefined()
      await deliverAll(db)
      expect(mails).toEqual([])
    }))

  it('is rate-limited by email address, whether or not it is known', () =>
    inRollback(async (db) => {
      await mailed()
      const { person } = await forgetful(db)
      for (const email of [person.email, address()]) {
        for (const _ of [1, 2, 3]) await askForPassword(db, { ...from, email })
        await expect(askForPassword(db, { ...from, email })).rejects.toMatchObject({ reason: 'too-many' })
      }
    }))

  it('rejects an invalid email address', () =>
    inRollback(async (db) => {
      await mailed()
      for (const email of ['', 'ada', 'a\u0000@example.com'])
        await expect(askForPassword(db, { ...from, email })).rejects.toMatchObject({
          fields: { email: expect.anything() },
        })
    }))
})

it('a sign-in with a new browser notifies the person and platform channels with that topic', () =>
  inRollback(async (db) => {
    const mails = await mailed()
    const person = await makeStaff(db, { email: address(), lastSignedInAt: new Date() })
    const { id: channelId } = await makeChannel(db, { topics: ['access'] })
    const session = { ...from, staffId: person.id, previousToken: undefined, userAgent: 'Firefox/130 (Windows)' }
    await startSession(db, { ...session, device: newDeviceMark(person.id) })
    const queued = () =>
      db.query.channelMessages.findMany({ where: (message, { eq }) => eq(message.channelId, channelId) })
    expect(await queued()).toEqual([])
    await startSession(db, session)
    expect(await queued()).toMatchObject([{ type: 'staff.signed_in' }])
    await deliverAll(db)
    expect(mails).toMatchObject([{ to: person.email, text: expect.stringContaining('Firefox on Windows, 192.0.2.7') }])
    await changeStaffRow(db, { staffId: person.id, mailOff: ['sign_in'] })
    await startSession(db, session)
    await deliverAll(db)
    expect(mails).toHaveLength(1)
  }))

it.each([
  [
    'two-factor authentication was removed',
    endTeammatesSecondFactor,
    { totpConfirmedAt: new Date() },
    'staff.second_factor_removed',
  ],
  ['account was enabled', enableTeammate, { disabledAt: new Date() }, 'staff.enabled'],
] as const)(
  'a person whose %s by an admin is notified, and so are platform channels with that topic',
  (_, act, given, type) =>
    inRollback(async (db) => {
      const mails = await mailed()
      const person = await makeStaff(db, { email: address(), ...given })
      const { id: channelId } = await makeChannel(db, { topics: ['access'] })
      const admin = await signedIn(db, { role: 'admin' })
      await act(admin, { staffId: person.id })
      const queued = await db.query.channelMessages.findMany({
        where: (message, { eq }) => eq(message.channelId, channelId),
      })
      expect(queued).toMatchObject([{ type }])
      await deliverAll(db)
      const mail = mails.find(({ to }) => to === person.email)
      expect(mail?.text).toContain(admin.staff.name)
      expect(mail?.text).toContain('If you didn’t ask for this')
    }),
)
