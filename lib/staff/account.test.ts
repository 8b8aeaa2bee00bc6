import { describe, expect, it } from 'vitest'
import { makeSession } from '@/db/factories'
import { changeStaffRow, findStaff } from '@/db/queries/staff'
import { inRollback } from '@/db/testing'
import { signedIn } from '../testing/contexts'
import { changeOwnName } from './change-own-name'
import { changeOwnPassword } from './change-own-password'
import { contextForSession } from './context-for-session'
import { endOwnSessions } from './end-own-sessions'
import { hashPassword, passwordHolds } from './password'
import { showAccount } from './show-account'

const current = 'correct horse battery'

describe('the own account', () => {
  it('changes its name', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'viewer' })
      await changeOwnName(ctx, { name: '  New Name ' })
      expect((await findStaff(db, { staffId: ctx.staff.id }))?.name).toBe('New Name')
      await expect(changeOwnName(ctx, { name: ' ' })).rejects.toMatchObject({ fields: { name: [expect.any(String)] } })
    }))

  it('changes its password with the current one only, and ends the other sessions', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'viewer' })
      await changeStaffRow(db, { staffId: ctx.staff.id, passwordHash: await hashPassword(current) })
      const other = await makeSession(db, { staffId: ctx.staff.id })
      const newPassword = 'another horse battery'
      await expect(changeOwnPassword(ctx, { currentPassword: 'no', newPassword })).rejects.toMatchObject({
        fields: { currentPassword: [expect.any(String)] },
      })
      expect(await changeOwnPassword(ctx, { currentPassword: current, newPassword })).toEqual({ sessionsEnded: 1 })
      const person = await findStaff(db, { staffId: ctx.staff.id })
      expect(await passwordHolds(person?.passwordHash, newPassword)).toBe(true)
      expect(await contextForSession(db, { token: other, requestId: 'test' })).toBeUndefined()
      expect((await showAccount(ctx, {})).sessions).toMatchObject([{ isThisOne: true }])
    }))

  it('ends other sessions, never this one, and nobody else’s', () =>
    inRollback(async (db) => {
      const [ctx, somebody] = [await signedIn(db, { role: 'viewer' }), await signedIn(db, { role: 'viewer' })]
      await makeSession(db, { staffId: ctx.staff.id })
      await expect(endOwnSessions(ctx, { sessionId: somebody.staff.sessionId })).rejects.toMatchObject({
        reason: 'not-found',
      })
      await expect(endOwnSessions(ctx, { sessionId: ctx.staff.sessionId })).rejects.toMatchObject({
        reason: 'not-found',
      })
      expect(await endOwnSessions(ctx, {})).toEqual({ sessionsEnded: 1 })
    }))
})
