import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { Refused } from '@/lib/errors'
import { newDeviceMark } from './known-device'
import { hashPassword } from './password'
import { signIn } from './sign-in'
import { countSignIn, forgiveSignIn } from './sign-in-limit'

const start = Date.now()
const at = (seconds: number) => new Date(start + seconds * 1_000)
const stranger = (email: string, ip = unique('ip')) => ({ email, ip, requestId: 'test' })

/** Seconds to wait; undefined if the attempt is allowed. */
async function waitOf(db: Db, asker: Parameters<typeof countSignIn>[1], seconds: number): Promise<number | undefined> {
  const refused = await countSignIn(db, asker, at(seconds)).catch((error: unknown) => error)
  return refused instanceof Refused ? Number(refused.details.retryAfterSeconds) : undefined
}

/** Tries as fast as the limit allows, and returns the number of allowed attempts. */
async function triesWithin(db: Db, minutes: number, asker: () => Parameters<typeof countSignIn>[1]) {
  let count = 0
  for (let second = 0; second < minutes * 60 && count < 400; ) {
    const wait = await waitOf(db, asker(), second)
    if (wait === undefined) count += 1
    second += wait ?? 0
  }
  return count
}

describe('sign-in attempts', () => {
  it('from one network wait twice as long each time, up to five minutes', () =>
    inRollback(async (db) => {
      const asker = stranger(`${unique('a')}@example.com`)
      let second = 0
      const waits: number[] = []
      for (let tries = 0; tries < 16; tries++) {
        let wait = await waitOf(db, asker, second)
        waits.push(wait ?? 0)
        if (wait) second += wait
        if (wait) wait = await waitOf(db, asker, second)
        expect(wait).toBeUndefined()
      }
      expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    }))

  it('from many networks on one account delay its owner at most a minute, and a known device not at all', () =>
    inRollback(async (db) => {
      const email = `${unique('owner')}@example.com`
      const { id: staffId } = await makeStaff(db, { email, passwordHash: await hashPassword('correct horse battery') })
      for (let tries = 0; tries < 40; tries++) await waitOf(db, { ...stranger(email), staffId }, tries * 61)
      const owner = { ...stranger(email), staffId }
      for (let tries = 0; tries < 2; tries++) expect(await waitOf(db, owner, 39 * 61 + 1)).toBeUndefined()
      expect(await waitOf(db, owner, 39 * 61 + 1)).toBeLessThanOrEqual(60)
      const known = { ...owner, device: newDeviceMark(staffId) }
      expect(await waitOf(db, known, 39 * 61 + 1)).toBeUndefined()
      const forged = newDeviceMark(crypto.randomUUID())
      expect(await waitOf(db, { ...owner, device: forged }, 39 * 61 + 1)).toBeGreaterThan(0)
    }))

  it('with made-up emails delay other people at the same IP address at most a minute', () =>
    inRollback(async (db) => {
      const { id: staffId, email } = await makeStaff(db)
      const ip = unique('ip')
      for (let tries = 0; tries < 90; tries++) await waitOf(db, stranger(`${unique('no')}@example.com`, ip), 0)
      const owner = { ...stranger(email, ip), staffId }
      expect(await waitOf(db, owner, 0)).toBeGreaterThan(0)
      expect(await waitOf(db, owner, 61)).toBeUndefined()
      expect(await waitOf(db, { ...owner, device: newDeviceMark(staffId) }, 61)).toBeUndefined()
      expect(await waitOf(db, stranger(email), 61)).toBeUndefined()
    }))

  it('by a guesser stay few, even with a known device or with the email in varying case', () =>
    inRollback(async (db) => {
      const { id: staffId } = await makeStaff(db)
      const device = newDeviceMark(staffId)
      const ip = unique('ip')
      const spellings = ['ann@example.com', 'ANN@example.com', 'Ann@Example.com', 'aNN@example.com']
      expect(await triesWithin(db, 60, () => ({ ...stranger('x', unique('ip')), staffId, device }))).toBeLessThan(25)
      let next = 0
      const spelled = () => ({ ...stranger(spellings[next++ % 4] ?? '', ip), staffId: undefined })
      expect(await triesWithin(db, 60, spelled)).toBeLessThan(25)
    }))

  it('from one IPv6 network are counted together', () =>
    inRollback(async (db) => {
      const email = `${unique('a')}@example.com`
      let waiting = 0
      for (let tries = 0; tries < 8; tries++)
        if (await waitOf(db, stranger(email, `2001:db8:7:7::${tries + 1}`), 0)) waiting += 1
      expect(waiting).toBe(3)
    }))

  it('from fifteen networks that take every turn of an account let its owner through within a minute', () =>
    inRollback(async (db) => {
      const { id: staffId, email } = await makeStaff(db)
      const from = (ip: string) => ({ ...stranger(email, ip), staffId })
      const strangersTakeAll = async (second: number) => {
        for (let network = 0; network < 15; network++) await waitOf(db, from(`10.1.${network}.${second}`), second)
      }
      await strangersTakeAll(0)
      await strangersTakeAll(0)
      const owner = from('192.0.2.9')
      expect(await waitOf(db, owner, 0)).toBeGreaterThan(0)
      let second = 0
      let wait: number | undefined = 1
      for (; wait !== undefined && second < 120; second++) {
        await strangersTakeAll(second)
        wait = await waitOf(db, owner, second)
      }
      expect(second).toBeLessThanOrEqual(60)
    }))

  it('by a guesser with any number of networks stay under one every two seconds', () =>
    inRollback(async (db) => {
      const { id: staffId, email } = await makeStaff(db)
      let next = 0
      const asker = () => ({ ...stranger(email, `10.${next >> 8}.${next++ & 255}.7`), staffId })
      expect(await triesWithin(db, 2, asker)).toBeLessThanOrEqual(20 + 5 + 60 + 8)
    }))

  it('made at the same moment are all counted', () =>
    inRollback(async (db) => {
      const asker = stranger(`${unique('a')}@example.com`)
      const waits: (number | undefined)[] = []
      for (let tries = 0; tries < 8; tries++) waits.push(await waitOf(db, asker, 0))
      expect(waits.filter((wait) => wait === undefined)).toHaveLength(5)
    }))

  it('are audited once when throttled, and reset by a correct password', () =>
    inRollback(async (db) => {
      const person = await makeStaff(db, { passwordHash: await hashPassword('correct horse battery') })
      const asker = { ...stranger(person.email), staffId: person.id }
      for (let tries = 0; tries < 9; tries++) await waitOf(db, asker, 0)
      const entries = await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id })
      expect(entries.map(({ action }) => action)).toEqual(['session.throttled'])
      await forgiveSignIn(db, asker)
      expect(await signIn(db, { ...asker, password: 'correct horse battery' })).toEqual({ id: person.id })
    }))
})
