import ipaddr from 'ipaddr.js'

/** What limits count as one client: a household has a whole IPv6 network, and would have as many addresses as it likes. */
export function networkOf(address: string) {
  if (!address.includes(':') || address.startsWith('::') || !ipaddr.IPv6.isValid(address)) return address
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':')
}
