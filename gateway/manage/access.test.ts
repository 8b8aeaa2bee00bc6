import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { exampleOf } from '@/gateway/docs/example'
import { type Operation, operationsOf } from '@/gateway/docs/operation'
import type { Gateway } from '@/gateway/gateway'
import { documentOf } from '@/gateway/openapi'
import { withApi } from '@/gateway/testing'
import type { Role } from '@/lib/staff/roles'

const roles: Role[] = ['admin', 'integration_manager', 'support', 'viewer']

const areas = [
  'Manage companies',
  'Manage settings',
  'Manage the prompt',
  'Look up and repair',
  'Watch incidents',
  'Manage access',
] as const
let document: ReturnType<typeof documentOf> | undefined
let every: Operation[] | undefined

/** Returns one area's operations, so that no test has to check all of them. */
function operations(app: Gateway['app'], area: string) {
  document ??= documentOf({ app })
  every ??= operationsOf(document).filter(({ path }) => path.startsWith('/api/v1/manage/'))
  expect(every.filter(({ tags: [first = ''] }) => !areas.some((known) => known === first))).toEqual([])
  return every.filter(({ tags: [first] }) => first === area)
}

/** Fills in a path with the workspace's values, and an unknown ID for the rest. */
const within = (place: Record<string, string>, path: string) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => place[name] ?? '019a2b7c-5d1e-7f00-8a3b-4c5d6e7f8091')

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** Fields for which the description's examples can't be valid. */
const given: Record<string, object> = {
  uploadApnsKey: { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
  saveCompanyApi: { url: 'https://93.184.216.34/notify', clientCertificate: null },
  replayEvents: { since: new Date().toISOString() },
}

/** Builds the request body from the description's examples. */
function exampleBody({ operationId, requestBody }: Operation) {
  const schema = requestBody?.content['application/json']?.schema
  return document && schema && { ...(exampleOf(document, schema) as object), ...given[operationId] }
}

async function workspaceOf(db: Db) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  await makeEnvironment(db, { appId: app.id })
  return { companyId: company.id, place: { company: company.slug, app: app.slug, environment: 'sandbox' } }
}

// Every call in the description. In the token's own company it is sent without its fields, because only the access
// check before them is tested; in another company it is complete, so that only the company is wrong.
describe.each(roles)('a service token with the role %s', (role) => {
  it.each(areas)('may make the calls that the description says, only in its own companies: %s', (area) =>
    withApi(async ({ ask, app, db }) => {
      const [own, other] = [await workspaceOf(db), await workspaceOf(db)]
      for (const operation of operations(app, area)) {
        const { method, path, 'x-roles': mayBe = [] } = operation
        const { token } = await makeServiceToken(db, { role, companyIds: role === 'admin' ? [] : [own.companyId] })
        const call = `${method} ${path}`
        const body = method === 'get' ? undefined : {}
        const here = await ask(method, within(own.place, path), { key: token, body })
        if (mayBe.includes(role)) expect([401, 403], call).not.toContain(here.status)
        else expect({ status: here.status, code: here.body.code }, call).toEqual({ status: 403, code: 'forbidden' })
        if (!path.includes('{company}') || role === 'admin' || !mayBe.includes(role)) continue
        const whole = method === 'get' ? {} : { body: exampleBody(operation), headers: { 'if-match': '"0"' } }
        const there = await ask(method, within(other.place, path), { key: token, ...whole })
        expect({ status: there.status, body: there.body.errors }, `${call} elsewhere`).toEqual({ status: 404 })
      }
    }),
  )
})

describe('a management API call', () => {
  it.each(areas)('is rejected without an active service token: %s', (area) =>
    withApi(async ({ ask, app, db, pk, sk }) => {
      const { place } = await workspaceOf(db)
      const past = new Date(Date.now() - 1_000)
      const expired = (await makeServiceToken(db, { expiresAt: past })).token
      const revoked = (await makeServiceToken(db, { revokedAt: past })).token
      for (const { method, path } of operations(app, area)) {
        const send = async (key: string | undefined) => {
          const { status, body } = await ask(method, within(place, path), { key })
          return [status, body.code]
        }
        expect(await send(undefined)).toEqual([401, 'key_missing'])
        for (const key of [pk, sk]) expect(await send(key)).toEqual([403, 'wrong_key_kind'])
        for (const key of [expired, revoked, `st_${'x'.repeat(40)}`, 'st_short'])
          expect(await send(key)).toEqual([401, 'key_invalid'])
      }
    }),
  )
})
