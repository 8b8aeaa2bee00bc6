import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDevice, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { listAudit } from './audit/list-audit'
import { environmentAt } from './companies/environment-at'
import type { StaffContext } from './context'
import { disableDevice } from './devices/disable-device'
import { listDevices } from './devices/list-devices'
import { diagnose } from './diagnosis/diagnose'
import { lookUp } from './look-up/look-up'
import { resolveFilter } from './look-up/resolve-filter'
import { sendTest } from './notifications/send-test'
import { signIn } from './staff/sign-in/sign-in'
import { acceptInvitation } from './staff/team/accept-invitation'
import { signedIn } from './testing/contexts'

const nul = 'a\u0000b'
const half = 'a\ud800b'

type Place = { environmentId: string; deviceId: string }
type Ask = (ctx: StaffContext, place: Place, text: string) => Promise<unknown>

/** Inputs that people type or paste into the dashboard, or that a page's URL contains. */
const asks: [string, string, Ask][] = [
  ['the look-up', 'text', (ctx, _, text) => lookUp(ctx, { text })],
  ['the device search', 'text', (ctx, { environmentId }, text) => listDevices(ctx, { environmentId, text })],
  [
    'a filter of devices',
    'locale.0',
    (ctx, { environmentId }, text) => listDevices(ctx, { environmentId, locale: [text] }),
  ],
  ['a filter of the log', 'text', (ctx, { environmentId }, text) => resolveFilter(ctx, { environmentId, text })],
  ['the diagnosis', 'customer', (ctx, { environmentId }, customer) => diagnose(ctx, { environmentId, customer })],
  ['the comment of an act', 'comment', (ctx, place, comment) => disableDevice(ctx, { ...place, comment })],
  ['the payload of a test', 'payload', (ctx, place, alert) => sendTest(ctx, { ...place, payload: { aps: { alert } } })],
  ['the audit', 'subject', (ctx, _, subject) => listAudit(ctx, { subject })],
]

async function place(db: Db) {
  const { id: environmentId } = await makeEnvironment(db, { name: 'sandbox' })
  const { id: deviceId } = await makeDevice(db, { environmentId })
  return { environmentId, deviceId }
}

describe('text that the database can’t store', () => {
  it.each(asks)('is rejected at its field by %s', (_, field, ask) =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'admin' })
      const there = await place(db)
      for (const text of [nul, half])
        await expect(ask(ctx, there, text)).rejects.toMatchObject({
          reason: 'invalid',
          fields: { [field]: [expect.any(String)] },
        })
    }),
  )

  it('finds no environment', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'admin' })
      const path = { company: nul, app: 'ios', environment: 'sandbox' }
      await expect(environmentAt(ctx, path)).rejects.toMatchObject({ reason: 'not-found' })
    }))

  it('is an unknown email at sign-in', () =>
    inRollback(async (db) => {
      expect(await signIn(db, { email: nul, password: 'x', ip: undefined, requestId: 'test' })).toBeUndefined()
    }))

  it('is rejected as a name', () =>
    inRollback(async (db) => {
      const invited = { token: 't', name: nul, password: 'a-long-enough-password-1', requestId: 'test' }
      await expect(acceptInvitation(db, invited)).rejects.toMatchObject({ reason: 'invalid' })
    }))
})
