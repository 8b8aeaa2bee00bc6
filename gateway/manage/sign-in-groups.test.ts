import { expect, it } from 'vitest'
import { makeCompany, unique } from '@/db/factories'
import { makeServiceToken, makeStaff } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

const base = '/api/v1/manage'

it('a program gives a group access, changes part of it, and removes it', () =>
  withApi(async ({ ask, db }) => {
    const { token: key } = await makeServiceToken(db)
    const [one, other] = [await makeCompany(db), await makeCompany(db)]
    const name = unique('group')
    const body = { name, role: 'support', companies: [one.slug, other.slug], companyRoles: { [other.slug]: 'viewer' } }
    const made = await ask('post', `${base}/sign-in-groups`, { key, body })
    expect(made.status).toBe(201)
    const { id } = made.body.signInGroup
    expect(made.body.signInGroup).toMatchObject({ ...body, companies: body.companies.toSorted() })
    const path = `${base}/sign-in-groups/${id}`
    const changed = await ask('patch', path, { key, body: { role: 'integration_manager' } })
    expect(changed.body.signInGroup).toMatchObject({ role: 'integration_manager', companyRoles: body.companyRoles })
    const fewer = await ask('patch', path, { key, body: { companies: [one.slug] } })
    expect(fewer.body.signInGroup).toMatchObject({ companies: [one.slug], companyRoles: {} })
    const stray = await ask('patch', path, { key, body: { companyRoles: { [other.slug]: 'viewer' } } })
    expect(stray.status).toBe(400)
    expect(stray.body.errors).toMatchObject([{ path: `companyRoles.${other.slug}` }])
    expect((await ask('delete', path, { key })).status).toBe(204)
    expect((await ask('delete', path, { key })).status).toBe(404)
  }))

it('a program gives a person a different role in one company', () =>
  withApi(async ({ ask, db }) => {
    const { token: key } = await makeServiceToken(db)
    const [one, other] = [await makeCompany(db), await makeCompany(db)]
    const { id } = await makeStaff(db, { role: 'support', companyIds: [one.id] })
    const body = { companies: [one.slug, other.slug], companyRoles: { [other.slug]: 'integration_manager' } }
    const { body: shown } = await ask('patch', `${base}/staff/${id}`, { key, body })
    // The person's main role is their strongest one.
    expect(shown.staffMember).toMatchObject({ role: 'integration_manager', companyRoles: { [one.slug]: 'support' } })
    expect((await ask('patch', `${base}/staff/${id}`, { key, body: {} })).body).toEqual(shown)
  }))
