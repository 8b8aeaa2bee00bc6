import { describe, expect, it } from 'vitest'
import { deviceTokenHex, makeApiKey, makeEnvironment, unique } from '@/db/factories'
import { inRollback } from '@/db/testing'
import type { MachineContext } from '@/lib/context'
import { gatewayIn } from './testing'

async function environmentWithKeys(db: MachineContext['db']) {
  const environment = await makeEnvironment(db)
  const pk = (await makeApiKey(db, { environmentId: environment.id, kind: 'publishable' })).key
  const sk = (await makeApiKey(db, { environmentId: environment.id, kind: 'secret' })).key
  return { environment, pk, sk, ...gatewayIn(db) }
}

describe('PUT /api/v1/devices', () => {
  it('makes a device with 201 and knows it again with 200', () =>
    inRollback(async (db) => {
      const { ask, pk } = await environmentWithKeys(db)
      const body = {
        deviceToken: deviceTokenHex().toUpperCase(),
        user: { id: unique('user') },
        permission: 'authorized',
      }
      const first = await ask('put', '/api/v1/devices', { key: pk, body })
      expect(first).toMatchObject({
        status: 201,
        body: { reassigned: false, device: { kind: 'device_token', status: 'active', permission: 'authorized' } },
      })
      const again = await ask('put', '/api/v1/devices', {
        key: pk,
        body: { ...body, deviceToken: body.deviceToken.toLowerCase(), permission: 'provisional' },
      })
      expect(again).toMatchObject({
        status: 200,
        body: { device: { id: first.body.device.id, permission: 'provisional' } },
      })
    }))

  it('moves an address to another customer', () =>
    inRollback(async (db) => {
      const { ask, sk } = await environmentWithKeys(db)
      const body = { uuid: unique('uuid'), user: { id: unique('user') }, permission: 'authorized' }
      const first = await ask('put', '/api/v1/devices', { key: sk, body })
      const moved = await ask('put', '/api/v1/devices', { key: sk, body: { ...body, user: { anonymousId: 'a' } } })
      expect(moved).toMatchObject({ status: 200, body: { reassigned: true, device: { id: first.body.device.id } } })
    }))

  it('names every wrong field', () =>
    inRollback(async (db) => {
      const { ask, pk } = await environmentWithKeys(db)
      const { status, body, headers } = await ask('put', '/api/v1/devices', {
        key: pk,
        body: { deviceToken: 'abc', uuid: '', user: { name: 'x' }, permission: 'yes', colour: 'red' },
      })
      expect(status).toBe(400)
      expect(headers.get('content-type')).toBe('application/problem+json')
      expect(body).toMatchObject({ code: 'invalid', status: 400 })
      expect(body.errors.map((error: { path: string }) => error.path).sort()).toEqual(
        [
          'colour',
          'deviceToken',
          'deviceToken',
          'permission',
          'user.anonymousId',
          'user.id',
          'user.name',
          'uuid',
          'uuid',
        ].sort(),
      )
    }))
})

describe('DELETE /api/v1/devices', () => {
  it('answers 204, and 204 the second time', () =>
    inRollback(async (db) => {
      const { ask, pk } = await environmentWithKeys(db)
      const body = { uuid: unique('uuid'), user: { id: unique('user') } }
      await ask('put', '/api/v1/devices', { key: pk, body: { ...body, permission: 'authorized' } })
      expect((await ask('delete', '/api/v1/devices', { key: pk, body })).status).toBe(204)
      expect((await ask('delete', '/api/v1/devices', { key: pk, body })).status).toBe(204)
      const back = await ask('put', '/api/v1/devices', { key: pk, body: { ...body, permission: 'authorized' } })
      expect(back).toMatchObject({ status: 200, body: { device: { status: 'active', statusReason: 'registered' } } })
    }))
})
