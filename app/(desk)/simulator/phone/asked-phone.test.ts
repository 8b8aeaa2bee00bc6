import { describe, expect, it } from 'vitest'
import { phoneFactsOf, whereHeld } from './asked-phone'
import type { AskedState } from './asked-states'
import { newIos } from './ios'
import { newPhone } from './phone-state'
import type { PhonePush } from './push'

const question: PhonePush = {
  id: 'one',
  apnsId: 'one',
  address: 'ab',
  isApns: true,
  headers: { 'apns-expiration': '0' },
  payload: { aps: { 'content-available': 1 } },
  at: 1,
}
const message: PhonePush = { ...question, headers: {}, payload: { aps: { alert: 'Hello' } } }
const place = { bundleId: 'com.example.app', name: 'sandbox' as const }

function facts(asked: AskedState, permission: typeof newIos.permission = 'authorized') {
  const phone = newPhone('ab12', 1)
  return phoneFactsOf({ ...phone, ios: { ...newIos, permission }, knobs: { ...phone.knobs, asked } }, place)
}

describe('a probe of the phone', () => {
  it.each([
    ['all_on', undefined, undefined],
    ['closed', 'not_woken', undefined],
    ['low_power', 'not_woken', undefined],
    ['off', 'lost', 'later'],
  ] as const)('%s: a probe ends %s, and a message ends %s', (asked, ofQuestion, ofMessage) => {
    expect(whereHeld(asked, question)).toBe(ofQuestion)
    expect(whereHeld(asked, message)).toBe(ofMessage)
  })

  it('is answered with the selected state', () => {
    expect(facts('all_on')).toMatchObject({ bundleId: 'com.example.app', apnsEnvironment: 'sandbox' })
    expect(facts('banners_off').settings).toMatchObject({ banners: 'disabled', lockScreen: 'enabled' })
    expect(facts('summary').settings).toMatchObject({ scheduledSummary: 'enabled' })
    expect(facts('other_bundle').bundleId).toBe('com.example.app.beta')
    expect(facts('other_signing').apnsEnvironment).toBe('production')
    expect(facts('clock_wrong').clock?.getTime()).toBeLessThan(Date.now() - 2 * 3_600_000)
    expect(facts('all_on', 'denied').settings).toMatchObject({ alert: 'disabled', authorizationStatus: 'denied' })
  })
})
