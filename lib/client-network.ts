import ipaddr from 'ipaddr.js'

/**
 * The network that rate limits count as one client. For IPv6 it is a /64: a household has a whole one, and so any
 * number of addresses.
 */
export function networkOf(address: string) {
  return partsOf(address)?.slice(0, 4).join(':') ?? address
}

/**
 * The network of someone who rents or borrows more than a household has: an IPv6 /48 (65,536 networks of /64), or an
 * IPv4 /24 (256 addresses).
 */
export function wideNetworkOf(address: string) {
  return partsOf(address)?.slice(0, 3).join(':') ?? /^(?:::ffff:)?((?:\d+\.){3})\d+$/.exec(address)?.[1] ?? address
}

function partsOf(address: string): number[] | undefined {
  if (!address.includes(':') || address.startsWith('::') || !ipaddr.IPv6.isValid(address)) return undefined
  return ipaddr.IPv6.parse(address).parts
}
