import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { atClosedPort } from './testing/closed-port'
import { makeSigningKey, simulatedApns, topic } from './testing/simulated-apns'
import { verifyCredential } from './verify-credential'

let apns: Awaited<ReturnType<typeof simulatedApns>>
const settings = env()
const before = { ...settings }
const production = makeSigningKey({ keyId: 'PRODUCTION', environments: ['production'] })
const revoked = makeSigningKey({ keyId: 'REVOKED890', isRevoked: true })

// Stands in for Apple: the same checks, on a local socket.
beforeAll(async () => {
  apns = await simulatedApns({ connectsPerMinuteMax: 1000 })
  for (const { known } of [production, revoked]) apns.keys.set(known.keyId, known)
  const caFile = join(await mkdtemp(join(tmpdir(), 'pushdesk-ca-')), 'ca.pem')
  await writeFile(caFile, apns.simulator.caPem)
  Object.assign(settings, { APNS_SANDBOX_URL: apns.simulator.origins.sandbox, APNS_CA_FILE: caFile })
})
afterAll(async () => {
  Object.assign(settings, { APNS_CA_FILE: undefined }, before)
  await apns.close()
})

const verified = (key = apns.key.signing, bundleId = topic) =>
  verifyCredential({ key, bundleId, environmentName: 'sandbox', apnsServer: 'apple' })

describe('verifyCredential', () => {
  it('accepts a valid key without showing a notification to anyone', async () => {
    expect(await verified()).toMatchObject({ verdict: 'holds', answer: 'BadDeviceToken' })
    expect(apns.pushes.filter(({ status }) => status === 200)).toEqual([])
    expect(apns.pushes.at(-1)).toMatchObject({ headers: { 'apns-push-type': 'background', 'apns-expiration': '0' } })
  })

  it.each<[string, () => ReturnType<typeof verified>, string, string]>([
    ['another private key', () => verified({ ...makeSigningKey().signing }), 'InvalidProviderToken', 'teamId'],
    [
      'another team’s ID',
      () => verified({ ...apns.key.signing, teamId: 'OTHERTEAM0' }),
      'InvalidProviderToken',
      'teamId',
    ],
    ['a key for production only', () => verified(production.signing), 'BadEnvironmentKeyIdInToken', 'environment'],
    ['a revoked key', () => verified(revoked.signing), 'Forbidden', 'privateKey'],
    ['another team’s app', () => verified(apns.key.signing, 'com.other.app'), 'TopicDisallowed', 'bundleId'],
  ])('rejects %s, and says where to look', async (_, ask, answer, field) => {
    expect(await ask()).toMatchObject({ verdict: 'refused', answer, field, message: expect.stringMatching(/\.$/) })
  })

  it.each<[string, { status: number; reason: string }]>([
    ['a server that is down', { status: 503, reason: 'ServiceUnavailable' }],
    ['an unknown reason', { status: 400, reason: 'BrandNew' }],
  ])('neither accepts nor rejects a key because of %s', async (_, answer) => {
    await apns.simulator.setFaults([{ effect: { kind: 'answer', ...answer } }])
    expect(await verified()).toMatchObject({ verdict: 'unknown', answer: answer.reason })
    await apns.simulator.setFaults([])
  })

  it('neither accepts nor rejects a key if no one listens', async () => {
    const end = atClosedPort()
    expect(await verified()).toMatchObject({ verdict: 'unknown', answer: 'connect_failed' })
    end()
  })
})
