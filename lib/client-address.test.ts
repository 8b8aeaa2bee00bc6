import { describe, expect, it } from 'vitest'
import { addressList } from './address-list'
import { clientAddress } from './client-address'

const isTrusted = addressList('loopback, 10.0.0.0/8, 2001:db8::7')
const from = (peer: string, forwarded?: string) => clientAddress(peer, { 'x-forwarded-for': forwarded }, isTrusted)

describe('clientAddress', () => {
  it.each([
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '6.6.6.6, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['10.1.2.3', '10.0.0.5, 10.9.9.9', '10.0.0.5'],
    ['2001:db8::7', '2001:db8::99', '2001:db8::99'],
    ['2001:db8::8', '2001:db8::99', '2001:db8::8'],
    ['127.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['127.0.0.1', '[2001:db8::99]:4711', '2001:db8::99'],
    ['127.0.0.1', '198.51.100.1, nonsense', '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
  ])('resolves peer %s with X-Forwarded-For %s to %s', (peer, forwarded, expected) => {
    expect(from(peer, forwarded)).toBe(expected)
  })

  it('trusts no proxy when none is listed, and rejects a list that can’t be parsed', () => {
    expect(clientAddress('127.0.0.1', { 'x-forwarded-for': '6.6.6.6' }, addressList('none'))).toBe('127.0.0.1')
    expect(() => addressList('10.0.0.0/99')).toThrow()
    expect(() => addressList('proxy.internal')).toThrow()
  })
})
