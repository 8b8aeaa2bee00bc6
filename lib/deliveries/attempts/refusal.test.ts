import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeCustomer, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { holdEnvironment } from '@/db/queries/sending/holds'
import { inRollback } from '@/db/testing'
import { environmentAt } from '@/lib/companies/environment-at'
import { workspace } from '@/lib/companies/workspace'
import { findDelivery } from '@/lib/deliveries/log/find-delivery'
import { summaryOf } from '@/lib/deliveries/log/summary'
import { timelineOf } from '@/lib/deliveries/log/timeline'
import { maskAddress } from '@/lib/devices/mask-address'
import { diagnose } from '@/lib/diagnosis/diagnose'
import { showEnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { signedIn } from '@/lib/testing/contexts'

const reason = 'DeviceTokenNotForTopic'

/** Makes an environment where APNs rejected `count` devices, and the waiting delivery of one more customer. */
async function refused(db: Db, count: number) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId, name: environment } = await makeEnvironment(db, { appId: app.id, apnsServer: 'simulator' })
  const ctx = await signedIn(db, { role: 'admin' })
  async function waiting(given: { reason?: string; state?: 'queued' | 'retrying'; model?: string } = {}) {
    const customer = await makeCustomer(db, { environmentId })
    const device = await makeDevice(db, { environmentId, customerId: customer.id, model: given.model })
    const delivery = await makeDelivery(db, {
      ...{ environmentId, customerId: customer.id, deviceId: device.id, address: device.address, endedAt: null },
      ...{ state: given.state ?? 'queued', reason: given.reason },
    })
    return { customer, device, delivery }
  }
  const bad = []
  for (let made = 0; made < count; made += 1)
    bad.push(await waiting({ reason, state: 'retrying', model: 'iPhone17,2' }))
  const of = bad.map(({ delivery: { id, address } }) => ({ deliveryId: id, address }))
  await holdEnvironment(db, { environmentId, reason, at: new Date(), refused: of })
  const other = await waiting({ reason: count > 1 ? 'bundle_id_on_hold' : undefined })
  const shown = async ({ delivery }: typeof other) => {
    const whole = await findDelivery(ctx, { environmentId, deliveryId: delivery.id })
    return { whole, sentence: summaryOf(whole, 'admin').sentence, next: timelineOf(whole).at(-1) }
  }
  const asked = async ({ customer, delivery }: typeof other) =>
    diagnose(ctx, { environmentId, customer: customer.id, notificationId: delivery.notificationId })
  const path = { company: company.slug, app: app.slug, environment }
  return { ctx, environmentId, path, bad, other, shown, asked }
}
type Refused = Awaited<ReturnType<typeof refused>>

const nameOf = ({ device }: Refused['other']) => `iPhone 16 Pro Max, ${maskAddress(device.address)}`
const first = ({ bad: [one] }: Refused) => {
  if (!one) throw new Error('no device was refused')
  return one
}
const ofCheck = ({ routes }: Awaited<ReturnType<Refused['asked']>>, name: string) =>
  routes[0]?.checks.find((check) => check.name === name)

describe('a rejection of one device', () => {
  it('doesn’t put the environment, another customer’s delivery, or its diagnosis on hold', () =>
    inRollback(async (db) => {
      const given = await refused(db, 1)
      const { ctx, path, environmentId, other, shown, asked } = given
      const environment = await environmentAt(ctx, path)
      expect(environment).toMatchObject({ blockedReason: null, blockedAt: null })
      expect(environment.refusal).toMatchObject({ reason, isOfAll: false, devices: [{ name: nameOf(first(given)) }] })
      expect(await showEnvironmentSettings(ctx, { environmentId })).toMatchObject({ blockedReason: null })
      const { sentence, next } = await shown(other)
      expect(sentence).toBe('It’s on its way.')
      expect(next?.title).toBe('Attempt 1 is next')
      expect(ofCheck(await asked(other), 'credentials')).toMatchObject({ status: 'ok' })
    }))

  it('shows on that device’s delivery and in its diagnosis', () =>
    inRollback(async (db) => {
      const given = await refused(db, 1)
      const { shown, asked } = given
      const { sentence, next } = await shown(first(given))
      expect(sentence).toMatch(/^On hold: APNs rejects this device, .*doesn’t find this device’s token/)
      expect(next).toMatchObject({
        title: 'On hold until APNs accepts this device’s token',
        detail: nameOf(first(given)),
      })
      const diagnosis = await asked(first(given))
      expect(diagnosis.verdict).toMatchObject({ status: 'stopped', check: 'address' })
      expect(diagnosis.verdict.sentence).toContain('doesn’t find this device’s token')
    }))
})

describe('a rejection of every device tried', () => {
  it('names the first rejected device on waiting deliveries, and doesn’t blame their own token', () =>
    inRollback(async (db) => {
      const given = await refused(db, 2)
      const { ctx, path, other, shown, asked } = given
      expect(await environmentAt(ctx, path)).toMatchObject({ blockedReason: reason, refusal: { isOfAll: true } })
      const { sentence, next } = await shown(other)
      expect(sentence).toContain(`On hold: APNs rejects this environment for ${nameOf(first(given))} and 1 more device`)
      expect(sentence).not.toContain('this device’s token')
      expect(next).toMatchObject({ title: 'On hold until APNs accepts the app’s bundle ID' })
      const diagnosis = await asked(other)
      expect(diagnosis.verdict).toMatchObject({ status: 'stopped', check: 'credentials' })
      expect(diagnosis.verdict.sentence).toContain('for other devices')
      expect(ofCheck(diagnosis, 'credentials')?.facts).toContainEqual({
        label: 'Rejected for',
        value: `${nameOf(first(given))} and 1 more device`,
      })
    }))

  it('shows no full address anywhere the environment appears', () =>
    inRollback(async (db) => {
      const given = await refused(db, 2)
      const { ctx, path, environmentId, other, shown, asked } = given
      const all = [
        await environmentAt(ctx, path),
        await workspace(ctx, {}),
        await showEnvironmentSettings(ctx, { environmentId }),
        (await shown(other)).whole,
        await asked(other),
      ]
      expect(JSON.stringify(all)).toContain(nameOf(first(given)))
      for (const { device } of given.bad) expect(JSON.stringify(all)).not.toContain(device.address)
    }))
})
