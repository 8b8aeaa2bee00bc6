import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeStaff, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/audit'
import { changeStaffRow } from '@/db/queries/staff'
import { inRollback } from '@/db/testing'
import { contextForSession } from './context-for-session'
import { endSession } from './end-session'
import { hashPassword } from './password'
import { signIn } from './sign-in'
import { countSignIn } from './sign-in-limit'
import { startSession } from './start-session'

const password = 'correct horse battery'
const from = { ip: '192.0.2.1', requestId: 'test' }

async function makePerson(db: Db) {
  return makeStaff(db, { passwordHash: await hashPassword(password) })
}

const start = (db: Db, staffId: string, previousToken?: string) =>
  startSession(db, { ...from, staffId, previousToken, userAgent: undefined })
const contextOf = (db: Db, token: string, now?: Date) => contextForSession(db, { token, requestId: 'test', now })

describe('signIn', () => {
  it('gives the person whose password it is, whatever the case of the e-mail', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      expect(await signIn(db, { ...from, email: person.email.toUpperCase(), password })).toEqual({ id: person.id })
    }))

  it('answers alike for a wrong password, an unknown account and a disabled one, and leaves an entry', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      expect(await signIn(db, { ...from, email: person.email, password: 'wrong' })).toBeUndefined()
      expect(await signIn(db, { ...from, email: `${unique('no')}@example.com`, password })).toBeUndefined()
      await changeStaffRow(db, { staffId: person.id, disabledAt: new Date() })
      expect(await signIn(db, { ...from, email: person.email, password })).toBeUndefined()
      const entries = await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id })
      expect(entries.map(({ action }) => action)).toEqual(['session.sign_in_refused', 'session.sign_in_refused'])
    }))

  it(
    'refuses the eleventh try of an account, also with the right password, and says for how long',
    () =>
      inRollback(async (db) => {
        const person = await makePerson(db)
        for (let tries = 0; tries < 10; tries += 1)
          await signIn(db, { ...from, ip: `192.0.2.${tries}`, email: person.email, password: 'wrong' })
        await expect(signIn(db, { ...from, email: person.email, password })).rejects.toMatchObject({
          reason: 'too-many',
          message: expect.stringMatching(/Try again in 1[45] min/),
        })
      }),
    30_000,
  )

  it('refuses the sixty-first try from one address, whichever accounts it was for, and no other address', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      const busy = { ip: '192.0.2.61' }
      for (let tries = 0; tries < 59; tries += 1)
        await countSignIn(db, { ...busy, email: `${unique('no')}@example.com` })
      // Whoever knows the password takes their own try back.
      expect(await signIn(db, { ...from, ...busy, email: person.email, password })).toEqual({ id: person.id })
      await countSignIn(db, { ...busy, email: `${unique('no')}@example.com` })
      await expect(signIn(db, { ...from, ...busy, email: person.email, password })).rejects.toMatchObject({
        reason: 'too-many',
        message: expect.stringMatching(/^Too many attempts\. Try again in 1[45] minutes?\.$/),
      })
      expect(await signIn(db, { ...from, email: person.email, password })).toEqual({ id: person.id })
    }))

  it(
    'does not count the tries of one account against another',
    () =>
      inRollback(async (db) => {
        const [one, other] = [await makePerson(db), await makePerson(db)]
        for (let tries = 0; tries < 10; tries += 1) await signIn(db, { ...from, email: one.email, password: 'wrong' })
        expect(await signIn(db, { ...from, email: other.email, password })).toEqual({ id: other.id })
      }),
    30_000,
  )
})

describe('a session', () => {
  it('begins with a token of its own, and ends the one the browser came with', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      const first = await start(db, person.id)
      const second = await start(db, person.id, first)
      expect(second).not.toBe(first)
      expect(await contextOf(db, first)).toBeUndefined()
      expect((await contextOf(db, second))?.staff.id).toBe(person.id)
    }))

  it('is worth nothing after signing out', () =>
    inRollback(async (db) => {
      const token = await start(db, (await makePerson(db)).id)
      await endSession(db, { token })
      expect(await contextOf(db, token)).toBeUndefined()
    }))

  it('ends after 12 hours of rest, and after 7 days whatever was done', () =>
    inRollback(async (db) => {
      const token = await start(db, (await makePerson(db)).id)
      const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
      for (let hours = 11; hours < 7 * 24; hours += 11) expect(await contextOf(db, token, inHours(hours))).toBeDefined()
      expect(await contextOf(db, token, inHours(7 * 24 + 1))).toBeUndefined()
      const rested = await start(db, (await makePerson(db)).id)
      expect(await contextOf(db, rested, inHours(12.1))).toBeUndefined()
    }))

  it('shows another role at the next request', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      const token = await start(db, person.id)
      await changeStaffRow(db, { staffId: person.id, role: 'viewer' })
      expect((await contextOf(db, token))?.staff).toMatchObject({ role: 'viewer', companyIds: [] })
    }))
})
