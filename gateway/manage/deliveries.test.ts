import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import {
  makeApp,
  makeAttempt,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeEnvironment,
} from '@/db/factories'
import { makeIncident } from '@/db/incident-factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

async function supported(db: Db, name: 'sandbox' | 'production' = 'sandbox') {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id, name })
  const customer = await makeCustomer(db, { environmentId })
  const device = await makeDevice(db, { environmentId, customerId: customer.id })
  const { token: key } = await makeServiceToken(db, { role: 'integration_manager', companyIds: [company.id] })
  const path = `/api/v1/manage/companies/${company.slug}/apps/${app.slug}/environments/${name}`
  const to = { environmentId, customerId: customer.id, deviceId: device.id, address: device.address }
  return { company, environmentId, customer, device, to, key, path }
}

describe('deliveries over the API', () => {
  it('are listed by filters, counted, and shown with their results', () =>
    withApi(async ({ ask, db }) => {
      const { environmentId, device, to, key, path } = await supported(db)
      const ended = { state: 'failed', reason: 'Unregistered', endedAt: new Date(), attemptCount: 1 } as const
      const failed = await makeDelivery(db, { ...to, ...ended })
      await makeDelivery(db, { ...to, state: 'accepted', endedAt: new Date() })
      await makeAttempt(db, {
        environmentId,
        deliveryId: failed.id,
        outcome: 'rejected',
        status: 410,
        reason: 'Unregistered',
      })
      const listed = await ask('get', `${path}/deliveries?state=failed&deviceId=${device.id}`, { key })
      expect(listed).toMatchObject({ status: 200, body: { deliveries: [{ id: failed.id }], nextCursor: null } })
      const page = await ask('get', `${path}/deliveries?limit=1`, { key })
      expect(
        (await ask('get', `${path}/deliveries?limit=1&cursor=${page.body.nextCursor}`, { key })).body,
      ).toMatchObject({
        deliveries: [{}],
        nextCursor: null,
      })
      const counts = await ask('get', `${path}/delivery-counts`, { key })
      expect(counts.body.states).toContainEqual({ value: 'failed', count: 1, isCapped: false })
      const told = await ask('get', `${path}/deliveries/${failed.id}`, { key })
      expect(told.body).toMatchObject({
        delivery: { id: failed.id, reason: 'Unregistered' },
        attempts: [{ number: 1, status: 410 }],
        summary: { sentence: expect.any(String), nextAction: expect.any(String) },
      })
      expect(told.body.timeline.map(({ kind }: { kind: string }) => kind)).toContain('attempt')
      expect(JSON.stringify(told.body)).not.toContain(device.address)
    }))

  it('are resent, one by one or all that failed, never more than were reviewed', () =>
    withApi(async ({ ask, db }) => {
      const { to, key, path } = await supported(db)
      const ended = { state: 'failed', reason: 'InternalServerError', endedAt: new Date() } as const
      const [first] = [await makeDelivery(db, { ...to, ...ended }), await makeDelivery(db, { ...to, ...ended })]
      const again = await ask('post', `${path}/deliveries/${first.id}/send-again`, { key })
      expect(again).toMatchObject({ status: 201, body: { delivery: { repeatsId: first.id, state: 'queued' } } })
      expect((await ask('post', `${path}/deliveries/${again.body.delivery.id}/send-again`, { key })).status).toBe(409)
      const recover = (search: string, body: object) =>
        ask('post', `${path}/deliveries/recover${search}`, {
          key,
          body: { since: new Date(Date.now() - 3_600_000).toISOString(), ...body },
        })
      const preview = await recover('?dryRun=true', {})
      expect(preview).toMatchObject({ status: 200, body: { failed: 2, recoverable: 1 } })
      expect((await recover('', {})).body.errors).toMatchObject([{ path: 'expectedCount' }])
      expect((await recover('', { expectedCount: 1 })).body).toEqual({ recovered: 1 })
      expect((await recover('', { expectedCount: 1 })).status).toBe(409)
    }))
})

it('deliveries lost in an incident are resent by its ID, in place of a time', () =>
  withApi(async ({ ask, db }) => {
    const { company, environmentId, to, key, path } = await supported(db)
    const { id } = await makeDelivery(db, { ...to, state: 'failed', reason: 'http_401', endedAt: new Date() })
    const here = { environmentId, companyId: company.id }
    const openedAt = new Date(Date.now() - 60_000)
    const incident = await makeIncident(db, { ...here, openedAt, facts: { reach: { environments: [here] } } })
    const recover = (body: object, search = '?dryRun=true') =>
      ask('post', `${path}/deliveries/recover${search}`, { key, body })
    expect((await recover({})).body.errors).toMatchObject([{ path: 'since' }])
    expect((await recover({ incident: incident.id, reasons: ['http_401'] })).body.errors).toMatchObject([
      { path: 'incident' },
    ])
    expect((await recover({ incident: id })).status).toBe(404)
    expect((await recover({ incident: incident.id })).body).toMatchObject({ failed: 1, recoverable: 1 })
    expect((await recover({ incident: incident.id, expectedCount: 1 }, '')).body).toEqual({ recovered: 1 })
    const shown = await ask('get', `/api/v1/manage/incidents/${incident.id}`, { key })
    expect(shown.body.incident.timeline).toMatchObject([{ kind: 'recovered' }])
  }))

describe('a test notification over the API', () => {
  it('is queued once for a repeated call, counted, and tracked', () =>
    withApi(async ({ ask, db }) => {
      const { device, key, path } = await supported(db)
      const before = (await ask('get', `${path}/test-notifications`, { key })).body.testsLeft
      const send = () =>
        ask('post', `${path}/test-notifications`, {
          key,
          body: { deviceId: device.id, title: 'Northwind', body: 'A test' },
          headers: { 'idempotency-key': 'one' },
        })
      const [sent, repeated] = [await send(), await send()]
      expect(sent).toMatchObject({ status: 202, body: { notification: { type: 'test' }, testsLeft: before - 1 } })
      expect(repeated.body).toEqual(sent.body)
      const followed = await ask('get', `${path}/test-notifications/${sent.body.notification.id}`, { key })
      expect(followed.body).toMatchObject({
        notification: { title: 'Northwind' },
        deliveries: [{ id: sent.body.deliveries[0].id, state: 'queued' }],
      })
      const { id } = await makeDelivery(db, { environmentId: (await supported(db)).environmentId })
      expect((await ask('get', `${path}/test-notifications/${id}`, { key })).status).toBe(404)
    }))

  it('to production needs the same confirmation as on the page', () =>
    withApi(async ({ ask, db }) => {
      const { company, device, key, path } = await supported(db, 'production')
      const send = (more: object) =>
        ask('post', `${path}/test-notifications`, { key, body: { deviceId: device.id, body: 'A test', ...more } })
      expect(await send({})).toMatchObject({ status: 400, body: { code: 'confirmation_needed' } })
      expect((await send({ confirmation: company.slug })).status).toBe(202)
    }))
})
