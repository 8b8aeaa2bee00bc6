import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Range = [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number]

const loopback = ['127.0.0.0/8', '::1/128']

/**
 * Parses a list of addresses and ranges, such as `10.0.0.0/8, 192.0.2.7, loopback`, into a function that tells whether
 * the list contains an address. Throws if the list is invalid.
 */
export function addressList(text: string): (address: string | undefined) => boolean {
  const ranges = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'none')
    .flatMap((one) => (one === 'loopback' ? loopback : one))
    .map(rangeOf)
  return (address) => {
    if (address === undefined || isIP(address) === 0) return false
    const ip = ipaddr.process(address)
    return ranges.some(([range, bits]) => range.kind() === ip.kind() && ip.match([range, bits] as never)) // kinds are equal
  }
}

function rangeOf(text: string): Range {
  const [range, bits] = ipaddr.parseCIDR(text.includes('/') ? text : `${text}/${isIP(text) === 6 ? 128 : 32}`)
  return [range, bits]
}

export function isAddressList(text: string): boolean {
  try {
    addressList(text)
    return true
  } catch {
    return false
  }
}
