import ipaddr from 'ipaddr.js'

/** What limits count as one client: a household has a whole IPv6 network, and would have as many addresses as it likes. */
export function networkOf(address: string) {
  return partsOf(address)?.slice(0, 4).join(':') ?? address
}

/** What someone gets who rents or is lent more than a household has: 65,536 IPv6 networks, or 256 IPv4 addresses. */
export function wideNetworkOf(address: string) {
  return partsOf(address)?.slice(0, 3).join(':') ?? /^(?:::ffff:)?((?:\d+\.){3})\d+$/.exec(address)?.[1] ?? address
}

function partsOf(address: string): number[] | undefined {
  if (!address.includes(':') || address.startsWith('::') || !ipaddr.IPv6.isValid(address)) return undefined
  return ipaddr.IPv6.parse(address).parts
}
