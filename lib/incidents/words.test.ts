import { expect, it } from 'vitest'
import { tellIncident } from './words'

it.each([
  ['connect_failed', 'operator', /can reach APNs/],
  ['tls_failed', 'operator', /Check the certificate/],
  ['ServiceUnavailable', 'nobody', /Wait for Apple/],
])('says what to do if APNs isn’t available because of %s', (reason, who, sentence) => {
  const { nextAction } = tellIncident('apns_unavailable', { reason }, { isOpen: true })
  expect(nextAction).toEqual({ who, sentence: expect.stringMatching(sentence) })
})
