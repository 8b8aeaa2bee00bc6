import { expect, it } from 'vitest'
import { makeCompany } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

const base = '/api/v1/manage'

it('the audit log is read in pages, by actor, company, and action, with each entry’s changes', () =>
  withApi(async ({ ask, db }) => {
    const { token: key, id } = await makeServiceToken(db, { name: 'Deployment' })
    const company = await makeCompany(db)
    const path = `${base}/companies/${company.slug}`
    for (const name of ['One', 'Two', 'Three']) await ask('patch', path, { key, body: { name } })
    const search = `actor=${id}&company=${company.slug}&action=company.`
    const first = await ask('get', `${base}/audit?${search}&limit=2`, { key })
    expect(first.body.entries).toMatchObject([
      { actor: { kind: 'service_token', id, name: expect.stringContaining('Deployment') }, company: company.slug },
      {},
    ])
    const second = await ask('get', `${base}/audit?${search}&limit=2&cursor=${first.body.nextCursor}`, { key })
    expect(second.body).toMatchObject({ entries: [{ app: null, environment: null }], nextCursor: null })
    const one = await ask('get', `${base}/audit/${first.body.entries[0].id}`, { key })
    expect(one.body.entry).toMatchObject({ before: { name: 'Two' }, after: { name: 'Three' }, ip: expect.any(String) })
    for (const wrong of ['actor=me', 'cursor=x', 'from=today', 'company=nowhere', 'person=x'])
      expect((await ask('get', `${base}/audit?${wrong}`, { key })).status, wrong).toBe(400)
  }))

it('a manager’s token reads only the entries of its own companies', () =>
  withApi(async ({ ask, db }) => {
    const { token: admin } = await makeServiceToken(db)
    const [own, other] = [await makeCompany(db), await makeCompany(db)]
    for (const { slug } of [own, other])
      await ask('patch', `${base}/companies/${slug}`, { key: admin, body: { name: 'A' } })
    const { token: key } = await makeServiceToken(db, { role: 'integration_manager', companyIds: [own.id] })
    const { body } = await ask('get', `${base}/audit`, { key })
    expect(body.entries.map(({ company }: { company: string }) => company)).toEqual([own.slug])
  }))
