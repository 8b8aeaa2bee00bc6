import { Secret, TOTP } from 'otpauth'
import type { Db } from '@/db/client'
import { makeSession } from '@/db/factories'
import { changeStaffRow } from '@/db/queries/staff'
import { beginSecondFactor } from '../../staff/begin-second-factor'
import { changeOwnName } from '../../staff/change-own-name'
import { changeOwnPassword } from '../../staff/change-own-password'
import { confirmSecondFactor } from '../../staff/confirm-second-factor'
import { endOwnSessions } from '../../staff/end-own-sessions'
import { endSecondFactor } from '../../staff/end-second-factor'
import { hashPassword } from '../../staff/password'
import { signedIn } from '../contexts'
import { type Act, aSentence } from './act'

const currentPassword = 'correct horse battery'

async function me(db: Db) {
  const ctx = await signedIn(db, { role: 'support' })
  await changeStaffRow(db, { staffId: ctx.staff.id, passwordHash: await hashPassword(currentPassword) })
  return ctx
}

async function begun(db: Db) {
  const ctx = await me(db)
  const { secret } = await beginSecondFactor(ctx, { currentPassword })
  return { ctx, code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() }
}

export const accountActs: Act[] = [
  {
    verb: 'changeOwnName',
    async arrange(db) {
      const ctx = await me(db)
      // Another tab has changed it since this page was opened.
      await changeStaffRow(db, { staffId: ctx.staff.id, name: 'Name of Meanwhile' })
      return {
        ctx,
        act: () => changeOwnName(ctx, { name: 'New Name' }),
        before: { name: 'Name of Meanwhile' },
      }
    },
    again: /^Nothing to save: your name is already New Name\.$/,
  },
  {
    verb: 'changeOwnPassword',
    async arrange(db) {
      const ctx = await me(db)
      return { ctx, act: () => changeOwnPassword(ctx, { currentPassword, newPassword: 'another horse battery' }) }
    },
    again: aSentence,
  },
  {
    verb: 'endOwnSessions',
    async arrange(db) {
      const ctx = await me(db)
      await makeSession(db, { staffId: ctx.staff.id })
      return { ctx, act: () => endOwnSessions(ctx, {}) }
    },
    again: /^You have no other sessions\.$/,
  },
  {
    verb: 'beginSecondFactor',
    async arrange(db) {
      const ctx = await me(db)
      return { ctx, act: () => beginSecondFactor(ctx, { currentPassword }), before: { secondFactor: 'off' } }
    },
    again: 'makes another one',
  },
  {
    verb: 'confirmSecondFactor',
    async arrange(db) {
      const { ctx, code } = await begun(db)
      return { ctx, act: () => confirmSecondFactor(ctx, { code }), before: { secondFactor: 'set-up begun' } }
    },
    again: aSentence,
  },
  {
    verb: 'endSecondFactor',
    async arrange(db) {
      const { ctx, code } = await begun(db)
      await confirmSecondFactor(ctx, { code })
      return { ctx, act: () => endSecondFactor(ctx, { currentPassword }), before: { secondFactor: 'on' } }
    },
    again: /^The second factor is off already\./,
  },
]
