import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { agentFor } from '@/lib/company-api/agents'
import { isAllowedHost } from '@/lib/company-api/allowed-hosts'
import { proxyFor } from '@/lib/company-api/egress-proxy'
import { checkLiteralAddress, publicLookup } from '@/lib/company-api/public-lookup'
import { late, within } from '@/lib/flow/within'

const bytesMax = 256 * 1024
const timeoutMs = 5_000

/**
 * Fetches a document from a URL that a company's staff entered: https only, no redirects, and only from a public
 * address, which is checked on the actual connection. A host that the operator allows by name may be private and may
 * use plain http.
 */
export async function fetchPublicJson(address: string): Promise<Response> {
  const url = new URL(address)
  const isAllowed = isAllowedHost(url)
  if (!isAllowed) {
    if (url.protocol !== 'https:') throw new Error(`${url.host} can be read only over https.`)
    checkLiteralAddress(url)
  }
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const sent = request(url, {
    agent: agentFor({ url, isAllowed }),
    headers: { accept: 'application/json' },
    ...(!isAllowed && !proxyFor(url) && { lookup: publicLookup }),
  })
  const answered = new Promise<Response>((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > bytesMax) sent.destroy(new Error(`The response of ${url.host} has more than ${bytesMax} bytes.`))
        chunks.push(chunk)
      })
      response.on('error', reject)
      response.on('end', () => resolve(new Response(Buffer.concat(chunks), { status: response.statusCode })))
    })
  })
  sent.end()
  if ((await within(timeoutMs, answered)) === late)
    sent.destroy(new Error(`${url.host} didn’t respond within ${timeoutMs / 1000} s.`))
  return answered
}
