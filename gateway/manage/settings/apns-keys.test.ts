import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { atClosedPort } from '@/lib/apns/testing/closed-port'
import { simulatedApns, topic } from '@/lib/apns/testing/simulated-apns'
import { env } from '@/lib/env'

type Apns = Awaited<ReturnType<typeof simulatedApns>>
let apns: Apns
const settings = env()
const before = { ...settings }

// Stands in for Apple: the same checks, on a local socket.
beforeAll(async () => {
  apns = await simulatedApns()
  const caFile = join(await mkdtemp(join(tmpdir(), 'pushdesk-ca-')), 'ca.pem')
  await writeFile(caFile, apns.simulator.caPem)
  Object.assign(settings, { APNS_SANDBOX_URL: apns.simulator.origins.sandbox, APNS_CA_FILE: caFile })
})
afterAll(async () => {
  Object.assign(settings, { APNS_CA_FILE: undefined }, before)
  await apns.simulator.close()
})

async function workspaceOf(db: Db) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id, bundleId: topic })
  await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
  const { token: key } = await makeServiceToken(db)
  return { key, path: `/api/v1/manage/companies/${company.slug}/apps/${app.slug}/environments/sandbox/apns-keys` }
}

const keyOf = () => {
  const { keyId, teamId, privateKey } = apns.key.signing
  return { keyId, teamId, privateKey }
}

it('are verified, saved, listed without the key, and revoked by Apple’s key ID', () =>
  withApi(async ({ ask, db }) => {
    const { key, path } = await workspaceOf(db)
    const { keyId, teamId, privateKey } = keyOf()
    const saved = await ask('post', path, { key, body: { keyId, teamId, privateKey } })
    expect(saved).toMatchObject({
      status: 201,
      body: { apnsKey: { keyId, teamId, isSigning: true, revokedAt: null }, isVerified: true },
    })
    expect((await ask('post', path, { key, body: { keyId, teamId, privateKey } })).status).toBe(409)
    const listed = await ask('get', path, { key })
    expect(listed.body.apnsKeys).toEqual([saved.body.apnsKey])
    expect(JSON.stringify(listed.body)).not.toContain('PRIVATE KEY')
    expect((await ask('delete', `${path}/${keyId}`, { key })).status).toBe(204)
    expect((await ask('delete', `${path}/${keyId}`, { key })).status).toBe(404)
    expect((await ask('get', path, { key })).body.apnsKeys).toMatchObject([{ keyId, isSigning: false }])
  }))

it('are uploaded once by repeated calls with the same Idempotency-Key, even after APNs was unreachable', () =>
  withApi(async ({ ask, db }) => {
    const { key, path } = await workspaceOf(db)
    const upload = (body: object) => ask('post', path, { key, body, headers: { 'idempotency-key': 'upload-1' } })
    const end = atClosedPort()
    expect((await upload(keyOf())).status).toBe(503)
    end()
    const first = await upload(keyOf())
    expect(first.status).toBe(201)
    const again = await upload(keyOf())
    expect(again).toMatchObject({ status: 201, body: first.body })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await upload({ ...keyOf(), isUnchecked: true })).toMatchObject({ status: 409, body: { code: 'id_reused' } })
    expect((await ask('get', path, { key })).body.apnsKeys).toHaveLength(1)
  }))

it('are all revoked by a key ID that was uploaded twice, or one alone by its own ID', () =>
  withApi(async ({ ask, db }) => {
    const { key, path } = await workspaceOf(db)
    const upload = async (keyId: string) => {
      const body = { ...keyOf(), keyId, isUnchecked: true }
      return (await ask('post', path, { key, body })).body.apnsKey
    }
    const live = async (): Promise<string[]> =>
      (await ask('get', path, { key })).body.apnsKeys
        .filter(({ revokedAt }: { revokedAt: string | null }) => !revokedAt)
        .map(({ id }: { id: string }) => id)
    // APNs is unreachable here, so the key ID can’t be checked and any is accepted.
    const end = atClosedPort()
    const [first, other, again] = [await upload('AAAAAAAAAA'), await upload('BBBBBBBBBB'), await upload('AAAAAAAAAA')]
    end()
    expect(await live()).toEqual([again.id, other.id, first.id])
    expect((await ask('delete', `${path}/${other.id}`, { key })).status).toBe(204)
    expect(await live()).toEqual([again.id, first.id])
    expect((await ask('delete', `${path}/aaaaaaaaaa`, { key })).status).toBe(204)
    expect(await live()).toEqual([])
    expect((await ask('delete', `${path}/AAAAAAAAAA`, { key })).status).toBe(404)
  }))

it('are rejected by field or if Apple rejects them, and nothing is saved', () =>
  withApi(async ({ ask, db }) => {
    const { key, path } = await workspaceOf(db)
    const paths = async (body: unknown) => {
      const answer = await ask('post', path, { key, body })
      return [answer.status, answer.body.code, (answer.body.errors ?? []).map((one: { path: string }) => one.path)]
    }
    expect(await paths({ ...keyOf(), keyId: 'short' })).toEqual([400, 'invalid', ['keyId']])
    expect(await paths({ ...keyOf(), privateKey: 'no key' })).toEqual([400, 'invalid', ['privateKey']])
    expect(await paths({ ...keyOf(), teamId: 'WRONGTEAM1' })).toEqual([400, 'credential_refused', ['teamId']])
    expect((await ask('get', path, { key })).body.apnsKeys).toEqual([])
  }))
