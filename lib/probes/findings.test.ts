import { describe, expect, it } from 'vitest'
import { type Answered, type FindingCode, findingsOf } from './findings'

const expected = { bundleId: 'com.example.app', environmentName: 'production' }
const on = {
  permission: 'authorized' as const,
  settings: { alert: 'enabled', banners: 'enabled', lockScreen: 'enabled', notificationCenter: 'enabled' } as const,
  bundleId: expected.bundleId,
  apnsEnvironment: 'production' as const,
  clockAheadMs: 800,
}
const found = (answer: Answered['answer'], given: Partial<Answered> = {}) =>
  findingsOf({ answer: { ...on, ...answer }, token: 'same', corrections: [], expected, ...given })

describe('findingsOf', () => {
  const rows: [FindingCode, Answered['answer'], RegExp][] = [
    ['everything_on', {}, /^Everything is on/],
    ['denied', { permission: 'denied' }, /off for this app in iOS/],
    ['not_asked', { permission: 'notDetermined' }, /hasn’t asked/],
    ['nothing_shown', { settings: { ...on.settings, alert: 'disabled' } }, /sees none/],
    ['banners_off', { settings: { ...on.settings, banners: 'disabled' } }, /^Banners are off/],
    ['lock_screen_off', { settings: { ...on.settings, lockScreen: 'disabled' } }, /^The lock screen is off/],
    ['scheduled_summary', { settings: { ...on.settings, scheduledSummary: 'enabled' } }, /scheduled summary.*18:00/],
    ['quiet', { permission: 'provisional' }, /quietly/],
    ['sound_off', { settings: { ...on.settings, sound: 'disabled' } }, /^Sounds are off/],
    ['other_bundle', { bundleId: 'com.example.beta' }, /com\.example\.beta.*com\.example\.app/],
    ['other_apns_environment', { apnsEnvironment: 'sandbox' }, /development build.*sandbox tokens/],
    ['clock_wrong', { clockAheadMs: 3 * 3_600_000 }, /clock is 3h ahead/],
    ['clock_wrong', { clockAheadMs: -3 * 3_600_000 }, /clock is 3h behind/],
    ['background_refresh_off', { backgroundRefresh: 'denied' }, /Background App Refresh is off/],
  ]
  it.each(rows)('%s', (code, answer, sentence) => {
    const [first, ...rest] = found(answer)
    expect(first).toMatchObject({ code, sentence: expect.stringMatching(sentence) })
    expect(rest).toEqual([])
  })

  it('reports another token, and whether Pushdesk registered it', () => {
    expect(found({}, { token: 'other' })[0]).toMatchObject({ code: 'other_token', nextAction: { who: 'customer' } })
    expect(found({}, { token: 'other', corrections: ['token'] })[0]).toMatchObject({ nextAction: { who: 'nobody' } })
  })

  it('returns all findings, the most severe first', () => {
    const settings = { ...on.settings, banners: 'disabled', scheduledSummary: 'enabled' } as const
    const all = found({ settings, clockAheadMs: 3_600_000, bundleId: 'com.example.beta' })
    expect(all.map(({ code }) => code)).toEqual(['other_bundle', 'banners_off', 'scheduled_summary', 'clock_wrong'])
  })

  it('assumes nothing that the phone didn’t report', () => {
    expect(findingsOf({ answer: {}, token: 'not_told', corrections: [], expected }).map(({ code }) => code)).toEqual([
      'everything_on',
    ])
  })
})
