import { expect, it } from 'vitest'
import { networkOf } from './client-network'

it('counts a household’s IPv6 network as one address', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff::9'))
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'))
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7')
})
