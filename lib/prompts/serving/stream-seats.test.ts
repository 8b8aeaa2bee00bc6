import { expect, it } from 'vitest'
import { streamLimits } from '@/lib/keys/public-limit-table'
import { StreamSeats } from './stream-seats'

const stranger = { keyId: 'one', isPublic: true, address: '203.0.113.7' }

function full() {
  const seats = new StreamSeats()
  for (let n = 0; n < streamLimits.address; n++) seats.take(stranger)
  return seats
}

it('opens as many streams for an address as the limit allows, and another after one ends', () => {
  const seats = full()
  expect(() => seats.take(stranger)).toThrow(expect.objectContaining({ reason: 'too-many' }))
  seats.give(stranger)
  seats.take(stranger)
})

it('doesn’t limit other addresses, trusted proxies, or secret keys', () => {
  const seats = full()
  seats.take({ ...stranger, address: '203.0.113.8' })
  for (let n = 0; n <= streamLimits.address; n++) seats.take({ ...stranger, address: '127.0.0.1' })
  seats.take({ ...stranger, isPublic: false })
})

it('limits the streams of a key across all addresses', () => {
  const seats = new StreamSeats()
  const from = (n: number) => ({ ...stranger, address: `198.51.${n % 256}.${(n >> 8) % 256}` })
  for (let n = 0; n < streamLimits.key; n++) seats.take(from(n))
  expect(() => seats.take(from(0))).toThrow(expect.objectContaining({ reason: 'too-many' }))
  seats.take({ ...from(0), keyId: 'another' })
})
