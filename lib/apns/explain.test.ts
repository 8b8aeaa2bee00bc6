import { describe, expect, it } from 'vitest'
import { explainReason, nextActionFor } from './explain'
import { apnsReasons } from './reasons'

const ours = [
  ...[
    'timeout',
    'reset',
    'goaway',
    'dead_peer',
    'connect_failed',
    'tls_failed',
    'no_token',
    'queue_timeout',
    'queue_full',
  ],
  ...['refused_stream', 'closed', 'unknown', 'no_credential', 'no_simulator'],
  ...[
    'chat_connected',
    'app_active',
    'permission_denied',
    'device_disabled',
    'message_expired',
    'expired',
    'no_device',
  ],
  ...[
    'http_400',
    'http_401',
    'http_403',
    'http_404',
    'http_408',
    'http_410',
    'http_429',
    'http_500',
    'http_502',
    'http_503',
  ],
]

describe('explainReason', () => {
  it.each([...Object.keys(apnsReasons), ...ours])('knows %s and says what to do, for every role', (reason) => {
    const explanation = explainReason(reason)
    expect(explanation.meaning).not.toContain('Pushdesk does not know')
    for (const role of ['admin', 'integration_manager', 'support', 'viewer'] as const)
      expect(nextActionFor(explanation, role)).toMatch(/^[A-Z].*\.$/)
  })

  it('takes the spelling that Apple’s servers use for the one that Apple documents', () => {
    expect(explainReason('BadEnvironmentKeyInToken')).toBe(explainReason('BadEnvironmentKeyIdInToken'))
  })

  it.each([
    ['BadDeviceToken', 'suspect', 'no'],
    ['Unregistered', 'disable', 'no'],
    ['ExpiredToken', 'disable', 'no'],
    ['DeviceTokenNotForTopic', 'keep', 'after_repair'],
    ['InvalidProviderToken', 'keep', 'after_repair'],
    ['TooManyRequests', 'keep', 'later'],
    ['InternalServerError', 'keep', 'later'],
    ['PayloadTooLarge', 'keep', 'no'],
    ['timeout', 'keep', 'later'],
    ['http_410', 'disable', 'no'],
    ['http_401', 'keep', 'no'],
    ['http_503', 'keep', 'later'],
  ])('%s: the device is treated as “%s”, retried “%s”', (reason, devicePolicy, retry) => {
    expect(explainReason(reason)).toMatchObject({ devicePolicy, retry })
  })

  it('shows an unknown reason raw, and decides by its status', () => {
    expect(explainReason('SomethingNew', 400)).toMatchObject({ retry: 'no', devicePolicy: 'keep' })
    expect(explainReason('SomethingNew', 400).meaning).toContain('“SomethingNew”')
    expect(explainReason('SomethingNew', 500).retry).toBe('later')
    expect(explainReason('apns_502', 502)).toMatchObject({
      retry: 'later',
      meaning: 'APNs answered 502 without a reason.',
    })
    expect(explainReason('http_418').meaning).toContain('418')
    expect(explainReason('constructor', 400).meaning).toContain('“constructor”')
  })

  it('never calls an accepted push delivered', () => {
    expect(explainReason(null, 200).meaning).toMatch(/^Accepted/)
  })
})
