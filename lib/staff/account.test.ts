import { describe, expect, it } from 'vitest'
import { makeSession, unique } from '@/db/factories'
import { insertSession } from '@/db/queries/sessions'
import { changeStaffRow, findStaff } from '@/db/queries/staff'
import { inRollback } from '@/db/testing'
import { signedIn } from '../testing/contexts'
import { changeOwnName } from './change-own-name'
import { changeOwnPassword } from './change-own-password'
import { contextForSession } from './context-for-session'
import { endOwnSessions } from './end-own-sessions'
import { listTeam } from './list-team'
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

  it('shows, counts and ends no session that has ended by itself, by its date or by 12 hours of rest', () =>
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
