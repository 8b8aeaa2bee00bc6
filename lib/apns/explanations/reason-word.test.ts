import { expect, it } from 'vitest'
import { knownReasons } from './explain'
import { reasonWord } from './reason-word'

const ours = knownReasons.filter((reason) => /^[a-z]/.test(reason))

it.each(ours)('puts %s into words', (reason) => {
  expect(reasonWord(reason)).toMatch(/^[A-Z][^_]+$/)
})

it.each([
  ['http_418', 'HTTP 418'],
  ['apns_502', 'APNs 502'],
  ['BadDeviceToken', 'BadDeviceToken'],
  ['constructor', 'constructor'],
])('shows reasons of APNs and HTTP in the form people look up: %s', (reason, word) => {
  expect(reasonWord(reason)).toBe(word)
})
