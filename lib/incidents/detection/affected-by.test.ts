import { expect, it } from 'vitest'
import { makeDelivery } from '@/db/factories'
import { acceptDelivery, makePlace } from '@/db/incident-factories'
import { putRefusedCalls } from '@/db/queries/refused-calls'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { whoIsAffected } from './affected-by'
import { at, here } from './testing/here'

const since = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(since.getTime() + seconds * 1_000)

it('counts the customers whose calls were rejected since the incident began, or seconds before they were counted', () =>
  inRollback(async (db) => {
    const { environmentId } = await makePlace(db)
    const refused = (customer: string, call: string, seconds: number, code = 'identity_token_invalid') => ({
      ...{ environmentId, customer, call, code, lastAt: after(seconds) },
      ...({
        namedAs: 'user',
        keyKind: 'publishable',
        status: 401,
        field: '',
        detail: '',
        requestId: 'request',
      } as const),
    })
    const [devices, flags] = ['PUT /api/v1/devices', 'POST /ofrep/v1/evaluate/flags']
    await putRefusedCalls(db, {
      rows: [
        refused('one', devices, -4),
        refused('one', devices, -3, 'key_invalid'),
        refused('two', devices, 3),
        refused('three', flags, -3),
        refused('long ago', devices, -7_200),
      ],
    })
    const affected = async (cause: 'registrations_refused' | 'evaluations_refused') =>
      (await whoIsAffected(db, { cause, environmentId, facts: {}, since })).affected
    expect(await affected('registrations_refused')).toEqual({ customers: 2, waiting: 0, lost: 0 })
    expect(await affected('evaluations_refused')).toEqual({ customers: 1, waiting: 0, lost: 0 })
  }))

it('counts waiting and lost deliveries, and names the change just before', () =>
  inRollback(async (db) => {
    const { environmentId, companyId, attempts, look, own } = await here(db)
    for (const state of ['retrying', 'queued', 'failed'] as const)
      await makeDelivery(db, {
        environmentId,
        state,
        customerId: environmentId,
        reason: state === 'queued' ? null : 'http_503',
        transport: 'company_api',
        createdAt: at(-30),
        endedAt: state === 'failed' ? at(-1) : null,
      })
    await insertAuditEntry(db, {
      action: 'endpoint.change',
      actorKind: 'staff',
      actorName: 'Ines',
      companyId,
      environmentId,
      subjectKind: 'company_endpoint',
      createdAt: at(-60),
    })
    await attempts(4, 'http_503', -3, { transport: 'company_api' })
    await look(0)
    expect(await own()).toMatchObject([
      {
        affected: { customers: 1, waiting: 2, lost: 1 },
        changeBefore: { action: 'endpoint.change', actorName: 'Ines' },
      },
    ])
  }))

it('counts only deliveries lost for its reasons and in its time, also when it has closed', () =>
  inRollback(async (db) => {
    const { environmentId, attempts, look, own } = await here(db)
    const lost = (reason: string, second: number, given: Record<string, unknown> = {}) =>
      makeDelivery(db, {
        ...{ environmentId, customerId: environmentId, state: 'failed', transport: 'company_api', reason },
        ...{ createdAt: at(-30), endedAt: at(second), ...given },
      })
    await attempts(4, 'http_401', -3, { transport: 'company_api' })
    await lost('http_401', -2)
    await lost('http_401', -100)
    await lost('http_400', -2)
    await lost('http_401', -2, { transport: 'apns' })
    await look(0)
    await lost('http_401', 30)
    await attempts(20, null, 42, { transport: 'company_api' })
    for (const second of [60, 75]) await look(second)
    expect(await own()).toMatchObject([
      { cause: 'company_api_credentials_refused', closedAt: at(75), affected: { lost: 2 } },
    ])
  }))

it('still counts the customers of an incident that has ended, although nothing waits anymore', () =>
  inRollback(async (db) => {
    const { environmentId, attempts, look, own } = await here(db)
    const waiting = await makeDelivery(db, {
      environmentId,
      state: 'retrying',
      customerId: environmentId,
      reason: 'http_503',
      transport: 'company_api',
      createdAt: at(-30),
    })
    await attempts(4, 'http_503', -3, { transport: 'company_api' })
    await look(0)
    await acceptDelivery(db, { id: waiting.id, at: at(5) })
    await attempts(40, null, 10, { transport: 'company_api' })
    for (const second of [12, 24, 36, 48, 60]) await look(second)
    expect(await own()).toMatchObject([{ closedAt: expect.any(Date), affected: { customers: 1, waiting: 0, lost: 0 } }])
  }))
