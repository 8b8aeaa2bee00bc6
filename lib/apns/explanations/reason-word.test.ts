import { expect, it } from 'vitest'
import { knownReasons } from './explain'
import { reasonWord } from './reason-word'

const ours = knownReasons.filter((reason) => /^[a-z]/.test(reason))

it.each(ours)('says %s in words', (reason) => {
  expect(reasonWord(reason)).toMatch(/^[A-Z][^_]+$/)
})

it.each([
  ['http_418', 'HTTP 418'],
  ['apns_502', 'APNs 502'],
  ['BadDeviceToken', 'BadDeviceToken'],
  ['constructor', 'constructor'],
])('shows what others say as they are looked up: %s', (reason, word) => {
  expect(reasonWord(reason)).toBe(word)
})
