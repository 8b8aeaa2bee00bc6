import { expect, it } from 'vitest'
import { withApi } from './testing'

/** The value of the first sample with that name and these labels; undefined where there is none. */
function sampleOf(text: string, sample: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `))
  return line === undefined ? undefined : Number(line.slice(sample.length))
}

it('metrics tell this machine, and no proxy on it, of calls by route and of queues, attempts and connections', () =>
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
    ])
      expect(body).toContain(`# TYPE ${name} `)
    for (const header of ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])
      expect(await ask('get', '/metrics', { headers: { [header]: '192.0.2.1' } })).toMatchObject({
        status: 403,
        body: { code: 'metrics_local_only' },
      })
  }))
