import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { entriesAbout } from '@/db/queries/staff/audit'
import { listSessionsOf } from '@/db/queries/staff/sessions'
import { changeStaffRow, findStaff } from '@/db/queries/staff/staff'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { beginSecondFactor } from '@/lib/staff/account/begin-second-factor'
import { changeOwnPassword } from '@/lib/staff/account/change-own-password'
import { confirmSecondFactor } from '@/lib/staff/account/confirm-second-factor'
import { endSecondFactor } from '@/lib/staff/account/end-second-factor'
import { showOwnHold } from '@/lib/staff/account/show-own-hold'
import { endTeammatesSecondFactor } from '@/lib/staff/team/end-teammates-second-factor'
import { signedIn } from '@/lib/testing/contexts'
import { hashPassword } from './password'
import { takeCode } from './second-factor'
import { signIn } from './sign-in'

const password = 'correct horse battery'
const stepMs = 30_000
const codeOf = (secret: string, timestamp: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })

async function person(db: Db) {
  const ctx = await signedIn(db, { role: 'support' })
  await changeStaffRow(db, { staffId: ctx.staff.id, passwordHash: await hashPassword(password) })
  const come = (code?: string) =>
    signIn(db, { email: ctx.staff.email, password, code, ip: '192.0.2.1', requestId: 'test' })
  return { ctx, come }
}

/** Confirms with the previous time step's code, so that the current code is still unused. */
async function withFactor(db: Db) {
  const { ctx, come } = await person(db)
  const { secret } = await beginSecondFactor(ctx, { currentPassword: password })
  const { recoveryCodes } = await confirmSecondFactor(ctx, { code: codeOf(secret, Date.now() - stepMs) })
  return { ctx, come, secret, recoveryCodes }
}

describe('the second factor', () => {
  it('is required at sign-in only after a code has confirmed it', () =>
    inRollback(async (db) => {
      const { ctx, come } = await person(db)
      const { secret, uri } = await beginSecondFactor(ctx, { currentPassword: password })
      expect(uri).toContain(secret)
      expect(await come()).toEqual({ id: ctx.staff.id })
      await expect(confirmSecondFactor(ctx, { code: '000 000' })).rejects.toMatchObject({ reason: 'invalid' })
      const { recoveryCodes } = await confirmSecondFactor(ctx, { code: codeOf(secret, Date.now() - stepMs) })
      expect(new Set(recoveryCodes).size).toBe(10)
      await expect(come()).rejects.toMatchObject({ code: 'second_factor_needed' })
      await expect(come('123456')).rejects.toMatchObject({ code: 'second_factor_wrong' })
      expect(await come(codeOf(secret, Date.now()))).toEqual({ id: ctx.staff.id })
    }))

  it('rejects a used code and a code from a minute ago, and accepts a recovery code once', () =>
    inRollback(async (db) => {
      const { ctx, secret, recoveryCodes } = await withFactor(db)
      const found = await findStaff(db, { staffId: ctx.staff.id })
      if (!found) throw new Error('the person is gone')
      const now = Date.now() + 10 * stepMs
      expect(await takeCode(db, found, codeOf(secret, now - 2 * stepMs), now)).toBe(false)
      expect(await takeCode(db, found, codeOf(secret, now), now)).toBe(true)
      expect(await takeCode(db, found, codeOf(secret, now), now)).toBe(false)
      expect(await takeCode(db, found, codeOf(secret, now - stepMs), now)).toBe(false)
      const [first = ''] = recoveryCodes
      expect(await takeCode(db, found, ` ${first.toUpperCase()} `, now)).toBe(true)
      expect(await takeCode(db, found, first, now)).toBe(false)
    }))

  it('rejects another person’s recovery code', () =>
    inRollback(async (db) => {
      const [one, other] = [await withFactor(db), await withFactor(db)]
      await expect(one.come(other.recoveryCodes[0])).rejects.toMatchObject({ code: 'second_factor_wrong' })
    }))

  it('takes the password to set up and to turn off, and is audited without secrets', () =>
    inRollback(async (db) => {
      const { ctx, come, secret, recoveryCodes } = await withFactor(db)
      const code = recoveryCodes[0] ?? ''
      await expect(endSecondFactor(ctx, { currentPassword: 'wrong', code })).rejects.toMatchObject({
        reason: 'invalid',
      })
      await expect(beginSecondFactor(ctx, { currentPassword: password })).rejects.toMatchObject({ reason: 'conflict' })
      await expect(endSecondFactor(ctx, { currentPassword: password, code: '000000' })).rejects.toMatchObject({
        fields: { code: [expect.any(String)] },
      })
      await endSecondFactor(ctx, { currentPassword: password, code })
      expect(await come()).toEqual({ id: ctx.staff.id })
      const entries = await entriesAbout(db, { subjectKind: 'staff', subjectId: ctx.staff.id })
      expect(entries.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['account.turn_on_second_factor', 'account.turn_off_second_factor']),
      )
      const told = JSON.stringify(entries)
      for (const text of [secret, ...recoveryCodes]) expect(told).not.toContain(text)
      expect(JSON.stringify(await findStaff(db, { staffId: ctx.staff.id }))).not.toContain(secret)
    }))

  it('limits a stolen session’s guesses at codes and passwords, and audits that once', () =>
    inRollback(async (db) => {
      const { ctx, recoveryCodes } = await withFactor(db)
      const reasons: string[] = []
      const guess = (work: Promise<unknown>) => work.catch(({ reason }) => void reasons.push(reason))
      await guess(changeOwnPassword(ctx, { currentPassword: 'wrong', newPassword: 'another horse battery' }))
      await guess(beginSecondFactor(ctx, { currentPassword: 'wrong' }))
      for (let tries = 0; tries < 3; tries++)
        await guess(endSecondFactor(ctx, { currentPassword: password, code: '000000' }))
      expect(reasons).toEqual(Array.from({ length: 5 }, () => 'invalid'))
      await guess(endSecondFactor(ctx, { currentPassword: password, code: recoveryCodes[0] ?? '' }))
      await guess(changeOwnPassword(ctx, { currentPassword: password, newPassword: 'another horse battery' }))
      expect(reasons.slice(5)).toEqual(['too-many', 'too-many'])
      const entries = await entriesAbout(db, { subjectKind: 'staff', subjectId: ctx.staff.id })
      expect(entries.filter(({ action }) => action === 'account.throttled')).toHaveLength(1)
    }))

  it('ends sessions that began without it, except the current one', () =>
    inRollback(async (db) => {
      const { ctx } = await person(db)
      await makeSession(db, { staffId: ctx.staff.id })
      const { secret } = await beginSecondFactor(ctx, { currentPassword: password })
      await confirmSecondFactor(ctx, { code: codeOf(secret, Date.now()) })
      const left = await listSessionsOf(db, { staffId: ctx.staff.id, now: new Date() })
      expect(left.every(({ id }) => id === ctx.staff.sessionId)).toBe(true)
    }))

  it('can be removed from a colleague only by an admin', () =>
    inRollback(async (db) => {
      const { ctx, come } = await withFactor(db)
      const admin = await signedIn(db, { role: 'admin' })
      await expect(endTeammatesSecondFactor(ctx, { staffId: ctx.staff.id })).rejects.toMatchObject({
        reason: 'forbidden',
      })
      await endTeammatesSecondFactor(admin, { staffId: ctx.staff.id })
      expect(await come()).toEqual({ id: ctx.staff.id })
      const endedDaysAgo = async (days: number) => {
        const approvalsHeldUntil = new Date(Date.now() - days * 86_400_000)
        await changeStaffRow(db, { staffId: ctx.staff.id, approvalsHeldUntil })
        return showOwnHold(ctx, {})
      }
      expect(await endedDaysAgo(20)).toMatchObject({ isSuspect: true, isOver: true })
      expect(await endedDaysAgo(31)).toBeNull()
      const other = await makeStaff(db, {})
      await expect(endTeammatesSecondFactor(admin, { staffId: other.id })).rejects.toMatchObject({ reason: 'conflict' })
    }))
})
