import { describe, expect, it } from 'vitest'
import { roles } from '@/db/schema/staff'
import { nextActionOf } from '@/lib/deliveries/next-action'
import { explainReason, knownReasons } from './explain'

describe('explainReason', () => {
  it.each(knownReasons)('explains %s, with a next action for every role', (reason) => {
    const explanation = explainReason(reason)
    expect(explanation.meaning).not.toContain('Pushdesk does not know')
    const now = new Date()
    const delivery = { endedAt: null, expiresAt: new Date(now.getTime() + 60_000) }
    for (const reader of roles)
      expect(nextActionOf(explanation, { reader, delivery, device: undefined, isOnHold: true, now })).toMatch(
        /^[A-Z].*\.$/,
      )
  })

  it('treats the spelling that Apple’s servers use like the one Apple documents', () => {
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
  ])('%s: device policy “%s”, retry “%s”', (reason, devicePolicy, retry) => {
    expect(explainReason(reason)).toMatchObject({ devicePolicy, retry })
  })

  it('shows an unknown reason verbatim, and decides by its status', () => {
    expect(explainReason('SomethingNew', 400)).toMatchObject({ retry: 'no', devicePolicy: 'keep' })
    expect(explainReason('SomethingNew', 400).meaning).toContain('“SomethingNew”')
    expect(explainReason('SomethingNew', 500).retry).toBe('later')
    expect(explainReason('apns_502', 502)).toMatchObject({
      retry: 'later',
      meaning: 'APNs responded with 502 and no reason.',
    })
    expect(explainReason('http_418').meaning).toContain('418')
    expect(explainReason('constructor', 400).meaning).toContain('“constructor”')
  })

  it('never calls an accepted push delivered', () => {
    expect(explainReason(null, 200).meaning).toMatch(/^Accepted/)
  })
})
