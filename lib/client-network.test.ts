import { expect, it } from 'vitest'
import { networkOf, wideNetworkOf } from './client-network'

it('counts a household’s IPv6 network as one address', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff::9'))
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'))
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7')
})

it('counts addresses that are rented together as one wide network', () => {
  expect(wideNetworkOf('2001:db8:1:2::1')).toBe(wideNetworkOf('2001:db8:1:ffff::9'))
  expect(wideNetworkOf('2001:db8:1:2::1')).not.toBe(wideNetworkOf('2001:db8:2:2::1'))
  expect(wideNetworkOf('203.0.113.7')).toBe(wideNetworkOf('::ffff:203.0.113.250'))
  expect(wideNetworkOf('203.0.113.7')).not.toBe(wideNetworkOf('203.0.114.7'))
})
