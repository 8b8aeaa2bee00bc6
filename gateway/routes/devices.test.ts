import { describe, expect, it } from 'vitest'
import { deviceTokenHex, unique } from '@/db/factories'
import { withApi } from '@/gateway/testing'

const path = '/api/v1/devices'
const some = () => ({ deviceToken: deviceTokenHex(), user: { id: unique('user') }, permission: 'authorized' })

describe('PUT /api/v1/devices', () => {
  it('creates a device with 201 and recognizes it with 200, in either case of its hex digits', () =>
    withApi(async ({ ask, pk }) => {
      const body = some()
      const first = await ask('put', path, { key: pk, body: { ...body, deviceToken: body.deviceToken.toUpperCase() } })
      expect(first).toMatchObject({
        status: 201,
        body: { reassigned: false, device: { kind: 'device_token', status: 'active', permission: 'authorized' } },
      })
      const again = await ask('put', path, { key: pk, body: { ...body, permission: 'provisional' } })
      expect(again.status).toBe(200)
      expect(again.body.device).toMatchObject({ id: first.body.device.id, permission: 'provisional' })
    }))

  it.each([
    ['the shortest token', { deviceToken: 'ab' }],
    ['the longest token', { deviceToken: 'a'.repeat(400) }],
    ['any UUID', { uuid: ' Device 7 / Käthe 😀 ' }],
    ['the longest UUID', { uuid: 'u'.repeat(400) }],
  ])('accepts %s', (_, address) =>
    withApi(async ({ ask, sk }) => {
      const body = { ...address, user: { anonymousId: unique('a') }, permission: 'notDetermined' }
      expect((await ask('put', path, { key: sk, body })).status).toBe(201)
    }),
  )

  it.each([
    ['locale', 'de_AT@calendar=gregorian', 'de-AT'],
    ['locale', 'zh_Hans_CN.UTF-8', 'zh-Hans-CN'],
    ['locale', 'english please', 'english please'],
    ['locale', `en-${'x'.repeat(80)}`, `en-${'x'.repeat(61)}`],
    ['locale', '', undefined],
    ['locale', 7, '7'],
    ['appVersion', 5.12, '5.12'],
    ['appVersion', '', undefined],
    ['appVersion', '1'.repeat(80), '1'.repeat(64)],
    ['sdkVersion', ' 1.4.0 ', '1.4.0'],
    ['osVersion', { major: 26 }, undefined],
    ['osVersion', null, undefined],
    ['model', 'x\ud800\0', 'x\ufffd'],
    ['model', `${'m'.repeat(127)}👩‍👩‍👧‍👧`, 'm'.repeat(127)],
    ['timeZone', ['Europe/London'], undefined],
    ['timeZone', true, undefined],
  ])('registers the phone for any value of %s: %j', (name, value, stored) =>
    withApi(async ({ ask, pk }) => {
      const { status, body } = await ask('put', path, { key: pk, body: { ...some(), [name]: value } })
      expect(status, JSON.stringify(body)).toBe(201)
      expect(body.device[name] ?? undefined).toBe(stored)
    }),
  )

  it.each([
    ['an odd number of digits', { deviceToken: 'abc' }, ['deviceToken']],
    ['a token that isn’t hexadecimal', { deviceToken: 'zz' }, ['deviceToken']],
    ['an empty token', { deviceToken: '' }, ['deviceToken']],
    ['over 400 digits', { deviceToken: 'a'.repeat(402) }, ['deviceToken']],
    ['a token that isn’t a string', { deviceToken: 12 }, ['deviceToken']],
    ['an empty UUID', { deviceToken: undefined, uuid: '' }, ['uuid']],
    ['a UUID too long', { deviceToken: undefined, uuid: 'u'.repeat(401) }, ['uuid']],
    ['both addresses', { uuid: 'u' }, ['deviceToken', 'uuid']],
    ['no address', { deviceToken: undefined }, ['deviceToken', 'uuid']],
    ['no user', { user: undefined }, ['user']],
    ['a user without a name', { user: {} }, ['user.anonymousId', 'user.id']],
    ['a user with both', { user: { id: 'a', anonymousId: 'b' } }, ['user.anonymousId', 'user.id']],
    ['an empty user id', { user: { id: '' } }, ['user.id']],
    ['no permission', { permission: undefined }, ['permission']],
    ['a permission of another world', { permission: 'granted' }, ['permission']],
    ['an unknown field', { colour: 'red' }, ['colour']],
    ['an unknown field of the user', { user: { id: 'a', name: 'b' } }, ['user.name']],
    ['a character that isn’t valid text', { user: { id: 'a\0b' } }, ['user.id']],
    ['half of a pair', { deviceToken: undefined, uuid: 'x\ud800' }, ['uuid']],
    [
      'several errors',
      { deviceToken: 'abc', uuid: 'u\0', user: { id: '' }, permission: 1, colour: 'red' },
      ['colour', 'deviceToken', 'deviceToken', 'permission', 'user.id', 'uuid'],
    ],
  ])('rejects %s, by path', (_, wrong, paths) =>
    withApi(async ({ ask, pk }) => {
      const { status, headers, body } = await ask('put', path, { key: pk, body: { ...some(), ...wrong } })
      expect(status).toBe(400)
      expect(headers.get('content-type')).toBe('application/problem+json')
      expect(body).toMatchObject({ code: 'invalid', status: 400, requestId: headers.get('x-request-id') })
      expect(body.errors.map((error: { path: string }) => error.path).sort()).toEqual(paths)
    }),
  )

  it.each([
    ['null', 400, 'invalid'],
    ['[]', 400, 'invalid'],
    ['"text"', 400, 'invalid'],
    ['{', 400, 'malformed_json'],
    ['', 400, 'malformed_json'],
    [`{"a":"${'x'.repeat(65_536)}"}`, 413, 'body_too_large'],
    [`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 400, 'invalid'],
  ])('responds to the body %.20s with %i %s', (body, status, code) =>
    withApi(async ({ ask, pk }) => {
      expect(await ask('put', path, { key: pk, body })).toMatchObject({ status, body: { code } })
    }),
  )

  it('accepts only JSON', () =>
    withApi(async ({ ask, pk }) => {
      const headers = { 'content-type': 'text/plain' }
      const answer = await ask('put', path, { key: pk, body: some(), headers })
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
    }))
})

describe('DELETE /api/v1/devices', () => {
  it('responds with 204 the first time, when repeated, and for an unknown device', () =>
    withApi(async ({ ask, pk }) => {
      const { permission, ...body } = some()
      await ask('put', path, { key: pk, body: { ...body, permission } })
      for (let times = 0; times < 2; times++) expect((await ask('delete', path, { key: pk, body })).status).toBe(204)
      expect((await ask('delete', path, { key: pk, body: { ...body, deviceToken: 'abcd' } })).status).toBe(204)
    }))

  it('rejects what a registration rejects', () =>
    withApi(async ({ ask, pk }) => {
      const body = { deviceToken: 'abc', uuid: 'u', user: {} }
      const { status, body: problem } = await ask('delete', path, { key: pk, body })
      expect(status).toBe(400)
      expect(problem.errors).toHaveLength(5)
    }))
})
