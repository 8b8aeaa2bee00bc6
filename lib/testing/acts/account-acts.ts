import { Secret, TOTP } from 'otpauth'
import type { Db } from '@/db/client'
import { makeApp } from '@/db/factories'
import { changeStaffRow } from '@/db/queries/staff/staff'
import { makeSession } from '@/db/staff-factories'
import { addFavorite } from '@/lib/favorites/add-favorite'
import { removeFavorite } from '@/lib/favorites/remove-favorite'
import { beginSecondFactor } from '@/lib/staff/account/begin-second-factor'
import { changeOwnMail } from '@/lib/staff/account/change-own-mail'
import { changeOwnName } from '@/lib/staff/account/change-own-name'
import { changeOwnPassword } from '@/lib/staff/account/change-own-password'
import { confirmSecondFactor } from '@/lib/staff/account/confirm-second-factor'
import { endOwnSessions } from '@/lib/staff/account/end-own-sessions'
import { endSecondFactor } from '@/lib/staff/account/end-second-factor'
import { stepUpSession } from '@/lib/staff/account/step-up-session'
import { hashPassword } from '@/lib/staff/sign-in/password'
import { signedIn } from '@/lib/testing/contexts'
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

async function withApp(db: Db) {
  const app = await makeApp(db)
  return { ctx: await signedIn(db, { role: 'viewer', companyIds: [app.companyId] }), appId: app.id }
}

export const accountActs: Act[] = [
  {
    verb: 'addFavorite',
    async arrange(db) {
      const { ctx, appId } = await withApp(db)
      return { ctx, act: () => addFavorite(ctx, { appId }), before: { isFavorite: false } }
    },
    again: /is already one of your favorites\.$/,
  },
  {
    verb: 'removeFavorite',
    async arrange(db) {
      const { ctx, appId } = await withApp(db)
      await addFavorite(ctx, { appId })
      return { ctx, act: () => removeFavorite(ctx, { appId }), before: { isFavorite: true } }
    },
    again: /isn’t one of your favorites\.$/,
  },
  {
    verb: 'changeOwnMail',
    async arrange(db) {
      const ctx = await me(db)
      return { ctx, act: () => changeOwnMail(ctx, { wanted: ['sign_in'] }), before: { mailOff: [] } }
    },
    again: /^Nothing to save/,
  },
  {
    verb: 'changeOwnName',
    async arrange(db) {
      const ctx = await me(db)
      // Another tab has changed the name since this page was opened.
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
    verb: 'stepUpSession',
    async arrange(db) {
      const ctx = await me(db)
      return { ctx, act: () => stepUpSession(ctx, { proof: currentPassword }) }
    },
    again: 'makes another one',
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
      const { recoveryCodes } = await confirmSecondFactor(ctx, { code })
      const recovery = recoveryCodes[0] ?? ''
      return {
        ctx,
        act: () => endSecondFactor(ctx, { currentPassword, code: recovery }),
        before: { secondFactor: 'on' },
      }
    },
    again: /^Two-factor authentication is already off\./,
  },
]
