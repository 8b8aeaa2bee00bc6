import { expect, it } from 'vitest'
import { makeApiKey, makeEnvironment } from '@/db/factories'
import { endKeys } from '@/db/incident-factories'
import { withApi } from '@/gateway/testing'
import { writeCallCounts } from '@/lib/calls/call-counts'

it('counts registrations by result, including those with a revoked key', () =>
  withApi(async ({ ask, db }) => {
    const { id: environmentId } = await makeEnvironment(db, { requiresIdentity: true })
    const { key } = await makeApiKey(db, { environmentId, kind: 'publishable' })
    const register = (body: object) => ask('put', '/api/v1/devices', { key, body })
    const phone = { uuid: 'phone-1', permission: 'authorized' }
    expect((await register({ ...phone, user: { anonymousId: 'a' } })).status).toBe(201)
    expect((await register({ ...phone, user: { id: 'ada' } })).body.code).toBe('identity_token_invalid')
    expect((await register({ ...phone })).status).toBe(400)
    const { key: other } = await makeApiKey(db, { environmentId, kind: 'publishable' })
    await endKeys(db, { environmentId })
    for (const _ of [1, 2])
      await ask('put', '/api/v1/devices', { key: other, body: { ...phone, user: { anonymousId: 'a' } } })
    await ask('put', '/api/v1/devices', { key: 'pk_nobody_has_this_key_0123456789', body: phone })
    await writeCallCounts(db)
    await writeCallCounts(db)
    const rows = await db.query.callCounts.findMany({ where: (row, { eq }) => eq(row.environmentId, environmentId) })
    expect(rows.map(({ call, code, count }) => [call, code, count]).sort()).toEqual(
      [
        ['registration', null, 1],
        ['registration', 'identity_token_invalid', 1],
        ['registration', 'invalid', 1],
        ['registration', 'key_invalid', 2],
      ].sort(),
    )
  }))
