import { expect, it } from 'vitest'
import { makeApiKey } from '@/db/factories'
import { findApp } from '@/db/queries/companies'
import { listEnvironmentSlugs } from '@/db/queries/operations'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import { appendRevision, lockConfiguration } from '@/db/queries/prompts/prompts'
import type { Attempt } from '@/db/queries/sending/attempts'
import { withApi } from '@/gateway/testing'
import { countAttempt } from '@/lib/deliveries/sending/metrics'
import { offContent } from '@/lib/prompts/content/content'

/** Returns the value of the sample with this name and labels, or undefined if there is none. */
function sampleOf(text: string, sample: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `))
  return line === undefined ? undefined : Number(line.slice(sample.length))
}

it('metrics show calls by route, queues, attempts, and connections to this machine, but not to a proxy on it', () =>
  withApi(async ({ ask, pk }) => {
    const presence = 'pushdesk_api_requests_total{method="PUT",route="/api/v1/presence",status="400"}'
    const before = sampleOf((await ask('get', '/metrics')).body, presence) ?? 0
    await ask('put', '/api/v1/presence', { key: pk, body: {} })
    const { status, body, headers } = await ask('get', '/metrics')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/plain/)
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(sampleOf(body, presence)).toBe(before + 1)
    expect(sampleOf(body, 'pushdesk_apns_connections')).toBe(0)
    for (const name of [
      'pushdesk_deliveries_ended_total',
      'pushdesk_attempts_total',
      'pushdesk_attempt_duration_seconds',
      'pushdesk_delivery_duration_seconds',
      'pushdesk_queue_oldest_due_seconds',
      'pushdesk_workers',
      'pushdesk_worker_last_seen_seconds',
      'pushdesk_apns_streams',
      'pushdesk_apns_token_renewals',
      'pushdesk_api_request_duration_seconds',
      'pushdesk_environment_attempts_total',
      'pushdesk_incidents_open',
      'pushdesk_environments_on_hold',
      'pushdesk_circuits_open',
      'pushdesk_prompt_streams',
      'pushdesk_prompt_clients_behind',
      'pushdesk_credential_age_seconds',
      'pushdesk_credential_expires_seconds',
    ])
      expect(body).toContain(`# TYPE ${name} `)
    for (const header of ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])
      expect(await ask('get', '/metrics', { headers: { [header]: '192.0.2.1' } })).toMatchObject({
        status: 403,
        body: { code: 'metrics_local_only' },
      })
  }))

it('reports requests by company, app, and environment', () =>
  withApi(async ({ ask, environment, db }) => {
    const { id: environmentId } = environment
    const delivery = { environmentId, transport: 'apns', createdAt: new Date() } as Attempt['delivery']
    const answer = {
      outcome: 'rejected',
      status: 410,
      reason: 'Unregistered',
      startedAt: new Date(),
      durationMs: 5,
    } as const
    for (let made = 0; made < 3; made += 1)
      countAttempt({ delivery, answer: { ...answer, request: null }, state: 'failed', reason: 'Unregistered' })
    const slugs = (await listEnvironmentSlugs(db)).find(({ id }) => id === environmentId)
    const place = `company="${slugs?.company}",app="${slugs?.app}",environment="${slugs?.environment}"`
    const { body } = await ask('get', '/metrics')
    const sample = `pushdesk_environment_attempts_total{${place},transport="apns",outcome="rejected",reason="Unregistered"}`
    expect(sampleOf(body, sample)).toBe(3)
  }))

it('reports the age of keys, and when the next one expires', () =>
  withApi(async ({ ask, environment, db }) => {
    const { id: environmentId } = environment
    await makeApiKey(db, { environmentId, kind: 'secret', expiresAt: new Date(Date.now() + 86_400_000) })
    const slugs = (await listEnvironmentSlugs(db)).find(({ id }) => id === environmentId)
    const place = `company="${slugs?.company}",app="${slugs?.app}",environment="${slugs?.environment}"`
    const { body } = await ask('get', '/metrics')
    const age = (kind: string) => sampleOf(body, `pushdesk_credential_age_seconds{kind="${kind}",${place}}`)
    const expiry = (kind: string) => sampleOf(body, `pushdesk_credential_expires_seconds{kind="${kind}",${place}}`)
    expect(age('secret_key')).toBeGreaterThanOrEqual(0)
    expect(age('apns_key')).toBeUndefined()
    // The environment has two secret keys. This is the one that expires.
    expect(expiry('secret_key')).toBeGreaterThan(0)
    expect(expiry('secret_key')).toBeLessThanOrEqual(86_400)
    expect(expiry('publishable_key')).toBeUndefined()
  }))

it('reports how many connected phones haven’t fetched the prompt’s latest revision', () =>
  withApi(async ({ ask, environment, db }) => {
    const { id: environmentId, appId } = environment
    const slugs = (await listEnvironmentSlugs(db)).find(({ id }) => id === environmentId)
    const place = `company="${slugs?.company}",app="${slugs?.app}",environment="${slugs?.environment}"`
    const behind = async () => sampleOf((await ask('get', '/metrics')).body, `pushdesk_prompt_clients_behind{${place}}`)
    expect(await behind()).toBeUndefined()
    const app = await findApp(db, { appId })
    const at = { scopeKind: 'app', environmentName: 'sandbox', companyId: app?.companyId ?? '', appId } as const
    const configuration = await lockConfiguration(db, at)
    const revision = { content: offContent, kind: 'save', authorName: 'Test' } as const
    await appendRevision(db, { configuration, revision, scheduleFiredUntil: new Date() })
    const clientAt = (targetingKey: string, lastAt: Date) => ({
      environmentId,
      targetingKey,
      context: {},
      revision: 'c:0',
      value: 'on' as const,
      isStreaming: true,
      lastAt,
    })
    const earlier = new Date(Date.now() - 600_000)
    const later = new Date(Date.now() + 1_000)
    await putClients(db, { clients: [clientAt('a', earlier), clientAt('b', earlier), clientAt('c', later)] })
    expect(await behind()).toBe(2)
  }))
