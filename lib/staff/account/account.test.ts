import { describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { insertSession } from '@/db/queries/staff/sessions'
import { changeStaffRow, findStaff } from '@/db/queries/staff/staff'
import { makeSession } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { hashPassword, passwordHolds } from '@/lib/staff/sign-in/password'
import { listTeam } from '@/lib/staff/team/list-team'
import { signedIn } from '@/lib/testing/contexts'
import { changeOwnName } from './change-own-name'
import { changeOwnPassword } from './change-own-password'
import { endOwnSessions } from './end-own-sessions'
import { showAccount } from './show-account'

const current = 'correct horse battery'

describe('one’s own account', () => {
  it('can be renamed', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'viewer' })
      await changeOwnName(ctx, { name: '  New Name ' })
      expect((await findStaff(db, { staffId: ctx.staff.id }))?.name).toBe('New Name')
      await expect(changeOwnName(ctx, { name: ' ' })).rejects.toMatchObject({ fields: { name: [expect.any(String)] } })
    }))

  it('takes the current password to change the password, which ends other sessions', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'viewer' })
      await changeStaffRow(db, { staffId: ctx.staff.id, passwordHash: await hashPassword(current) })
      const other = await makeSession(db, { staffId: ctx.staff.id })
      const newPassword = 'another horse battery'
      await expect(
        changeOwnPassword(ctx, { currentPassword: current, newPassword: 'qwertyuiop1' }),
      ).rejects.toMatchObject({ fields: { newPassword: [expect.stringContaining('most common')] } })
      await expect(changeOwnPassword(ctx, { currentPassword: 'no', newPassword })).rejects.toMatchObject({
        fields: { currentPassword: [expect.any(String)] },
      })
      expect(await changeOwnPassword(ctx, { currentPassword: current, newPassword })).toEqual({ sessionsEnded: 1 })
      const person = await findStaff(db, { staffId: ctx.staff.id })
      expect(await passwordHolds(person?.passwordHash, newPassword)).toBe(true)
      expect(await contextForSession(db, { token: other, requestId: 'test' })).toBeUndefined()
      expect((await showAccount(ctx, {})).sessions).toMatchObject([{ isThisOne: true }])
    }))

  it('can end its other sessions, but not the current one or another person’s', () =>
    inRollback(async (db) => {
      const [ctx, someone] = [await signedIn(db, { role: 'viewer' }), await signedIn(db, { role: 'viewer' })]
      await makeSession(db, { staffId: ctx.staff.id })
      await expect(endOwnSessions(ctx, { sessionId: someone.staff.sessionId })).rejects.toMatchObject({
        reason: 'not-found',
      })
      await expect(endOwnSessions(ctx, { sessionId: ctx.staff.sessionId })).rejects.toMatchObject({
        reason: 'not-found',
      })
      expect(await endOwnSessions(ctx, {})).toEqual({ sessionsEnded: 1 })
    }))

  it('doesn’t show, count, or end sessions that expired, by date or after 12 idle hours', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'admin' })
      const ended = [{ expiresAt: new Date(Date.now() - 1) }, { lastSeenAt: new Date(Date.now() - 12 * 3_600_000 - 1) }]
      const dead = { staffId: ctx.staff.id, expiresAt: new Date(Date.now() + 60_000) }
      for (const one of ended) await insertSession(db, { ...dead, ...one, tokenHash: unique('hash') })
      expect((await showAccount(ctx, {})).sessions).toHaveLength(1)
      const me = (await listTeam(ctx, {})).people.find(({ id }) => id === ctx.staff.id)
      expect(me?.sessionCount).toBe(1)
      await expect(endOwnSessions(ctx, {})).rejects.toMatchObject({ message: 'You have no other sessions.' })
    }))
})
