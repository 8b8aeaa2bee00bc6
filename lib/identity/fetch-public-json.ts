import { lookup } from 'node:dns'
import { request } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

const bytesMax = 256 * 1024
const timeoutMs = 5_000

/**
 * GET of a document that a company's staff named: https only, no redirects, and never from an address that is not
 * public. The check is on the resolved address of the very connection, so that no later answer of the DNS can differ.
 */
export function fetchPublicJson(url: string): Promise<Response> {
  const { hostname, protocol } = new URL(url)
  if (protocol !== 'https:') return Promise.reject(new Error('Only https: is fetched.'))
  if (isIP(hostname.replace(/^\[|\]$/g, '')) && !isPublic(hostname.replace(/^\[|\]$/g, '')))
    return Promise.reject(notPublic(hostname))
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { lookup: publicLookup, signal: AbortSignal.timeout(timeoutMs), headers: { accept: 'application/json' } },
      (response) => {
        const chunks: Buffer[] = []
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > bytesMax) sent.destroy(new Error(`${hostname} answered with more than ${bytesMax} bytes.`))
          chunks.push(chunk)
        })
        response.on('error', reject)
        response.on('end', () => resolve(new Response(Buffer.concat(chunks), { status: response.statusCode })))
      },
    )
    sent.on('error', reject).end()
  })
}

const publicLookup: LookupFunction = (hostname, options, done) =>
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0)
    const allowed = addresses.filter(({ address }) => isPublic(address))
    const [first] = allowed
    if (!first || allowed.length < addresses.length) return done(notPublic(hostname), '', 0)
    if (options.all) return done(null, allowed)
    return done(null, first.address, first.family)
  })

/** `process` also covers IPv4 inside IPv6. */
const isPublic = (address: string) => ipaddr.process(address).range() === 'unicast'

const notPublic = (hostname: string) => new Error(`${hostname} is not a public address.`)
