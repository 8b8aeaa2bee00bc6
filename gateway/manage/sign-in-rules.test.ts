import { expect, it } from 'vitest'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

const path = '/api/v1/manage/sign-in-rules'

it('an admin’s program reads and changes the sign-in rules', () =>
  withApi(async ({ ask, db }) => {
    const { token: key } = await makeServiceToken(db)
    const nothing = { admin: 'nothing', integration_manager: 'nothing', support: 'nothing', viewer: 'nothing' }
    expect((await ask('get', path, { key })).body).toEqual({
      signInRules: { needs: nothing, asked: null, isOff: false },
    })
    const put = (needs: object) => ask('put', path, { key, body: { needs } })
    const needs = { ...nothing, support: 'second_factor' }
    expect((await put(needs)).body).toMatchObject({ signInRules: { needs, asked: null } })
    expect((await put(needs)).status).toBe(409)
    expect((await put({ support: 'nothing' })).status).toBe(400)
    const { status, body } = await put({ ...nothing, admin: 'single_sign_on' })
    expect(status).toBe(409)
    expect(body.detail).toContain('isn’t set up')
  }))
