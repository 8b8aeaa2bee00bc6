import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

export class AddressNotAllowed extends Error {
  readonly code = 'address_not_allowed'
  constructor(readonly hostname: string) {
    super(`${hostname} is, or resolves to, an address that is not public.`)
  }
}

/** Checks a literal address, which is never looked up. */
export function checkLiteralAddress({ hostname }: URL) {
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) && !isPublic(literal)) throw new AddressNotAllowed(literal)
}

/** Resolves and checks the name for the connection itself, so that DNS can't return another address later. */
export const publicLookup: LookupFunction = (hostname, options, done) =>
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0)
    const [first] = addresses
    if (!first || !areAllPublic(addresses)) return done(new AddressNotAllowed(hostname), '', 0)
    if (options.all) return done(null, addresses)
    return done(null, first.address, first.family)
  })

/** The connection may use any of the addresses, so one private address rejects the name. */
export const areAllPublic = (addresses: { address: string }[]) => addresses.every(({ address }) => isPublic(address))

/** `process` also unwraps IPv4 inside IPv6. */
function isPublic(address: string) {
  const parsed = ipaddr.process(address)
  return parsed.range() === 'unicast'
}
