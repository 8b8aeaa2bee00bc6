import { describe, expect, it } from 'vitest'
import { makeCustomer, unique } from '@/db/factories'
import { insertCaseFile } from '@/db/queries/case-files'
import { makeServiceToken } from '@/db/staff-factories'
import { everyItem, withApi } from '@/gateway/testing'
import { pageOf } from './page'

const named = (...names: string[]) => names.map((name) => ({ name }))
const page = (all: { name: string }[], cursor?: string, isDescending = false) =>
  pageOf(all, { cursor, limit: 2 }, ({ name }) => [name], { isDescending })

describe('a page of a list', () => {
  it.each([false, true])(
    'continues after the previous one, even if its last item is gone or others were added: descending %s',
    (isDescending) => {
      const first = page(named('d', 'b', 'a', 'e', 'c'), undefined, isDescending)
      expect(first.items).toEqual(isDescending ? named('e', 'd') : named('a', 'b'))
      const rest = isDescending ? named('f', 'e', 'b', 'a', 'c') : named('0', 'a', 'e', 'c')
      const second = page(rest, first.nextCursor ?? '', isDescending)
      expect(second.items).toEqual(isDescending ? named('c', 'b') : named('c', 'e'))
    },
  )

  it('is the last one if no more items follow, and rejects an invalid cursor', () => {
    expect(page(named('a', 'b')).nextCursor).toBeNull()
    for (const cursor of ['nonsense', Buffer.from('{}').toString('base64url'), ''])
      expect(() => page(named('a'), cursor)).toThrow('Some fields aren’t valid.')
  })

  it('continues after a channel that was removed meanwhile', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      const path = '/api/v1/manage/channels'
      for (let made = 0; made < 3; made += 1) {
        const body = { kind: 'webhook', name: unique('channel'), url: 'https://93.184.216.34/hook' }
        expect((await ask('post', path, { key, body })).status).toBe(201)
      }
      const [last = { id: '' }] = (await ask('get', `${path}?limit=1`, { key })).body.channels
      const { nextCursor } = (await ask('get', `${path}?limit=1`, { key })).body
      expect((await ask('delete', `${path}/${last.id}`, { key })).status).toBe(204)
      const next = await ask('get', `${path}?limit=1&cursor=${nextCursor}`, { key })
      expect(next.status).toBe(200)
      expect(next.body.channels).toHaveLength(1)
    }))
})

it('all case files beyond one page are listed, newest first', () =>
  withApi(async ({ ask, db, environment }) => {
    const { token: key } = await makeServiceToken(db)
    const { id: customerId } = await makeCustomer(db, { environmentId: environment.id })
    const day = 86_400_000
    for (let made = 0; made < 205; made += 1) {
      const createdAt = new Date(Date.now() - Math.floor(made / 2) * 1_000)
      await insertCaseFile(db, {
        ...{ environmentId: environment.id, customerId, tokenHash: unique('hash'), content: {}, hasTexts: false },
        ...{ sharedBy: 'Someone', createdAt, expiresAt: new Date(Date.now() + day) },
      })
    }
    const app = await db.query.apps.findFirst({ where: ({ id }, { eq }) => eq(id, environment.appId) })
    const company = await db.query.companies.findFirst({ where: ({ id }, { eq }) => eq(id, app?.companyId ?? '') })
    const path = `/api/v1/manage/companies/${company?.slug}/apps/${app?.slug}/environments/${environment.name}/case-files`
    const files = await everyItem<{ id: string; createdAt: string }>((at) => ask('get', at, { key }), path)
    expect(new Set(files.map(({ id }) => id)).size).toBe(205)
    const times = files.map(({ createdAt }) => createdAt)
    expect(times).toEqual([...times].sort().reverse())
    expect((await ask('get', `${path}?cursor=nonsense`, { key })).body.errors).toMatchObject([{ path: 'cursor' }])
  }))
