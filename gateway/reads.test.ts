import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { deviceTokenHex, unique } from '@/db/factories'
import { withApi } from './testing'

it('read-only calls write nothing', () =>
  withApi(async ({ ask, db, pk: key, sk }) => {
    const user = { id: unique('user') }
    const device = { deviceToken: deviceTokenHex(), user, permission: 'authorized' }
    await ask('put', '/api/v1/devices', { key, body: device })
    const message = { id: unique('m'), type: 'live', conversationId: 'c', user, title: 'T', body: 'B' }
    const { notification, deliveries } = (await ask('post', '/api/v1/messages', { key: sk, body: message })).body
    await db.execute(sql`set local transaction_read_only = on`)
    for (const path of [
      '/api/v1/devices',
      '/api/v1/deliveries',
      `/api/v1/deliveries/${deliveries[0].id}`,
      `/api/v1/notifications/${notification.id}`,
      `/api/v1/customers/${user.id}`,
      `/api/v1/customers/${user.id}/diagnosis`,
    ])
      expect((await ask('get', path, { key: sk })).status, path).toBe(200)
    // A write in the same setup fails, so the reads didn't write.
    expect((await ask('put', '/api/v1/devices', { key: sk, body: device })).status).toBe(503)
  }))
