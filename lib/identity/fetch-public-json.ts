import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isAllowedHost } from '../company-api/allowed-hosts'
import { checkLiteralAddress, publicLookup } from '../company-api/public-lookup'

const bytesMax = 256 * 1024
const timeoutMs = 5_000

/**
 * GET of a document that a company's staff named: https, no redirects, and only from a public address, checked on the
 * very connection. A host that the operator allows by name may be private, and plain http.
 */
export async function fetchPublicJson(address: string): Promise<Response> {
  const url = new URL(address)
  const isAllowed = isAllowedHost(url)
  if (!isAllowed) {
    if (url.protocol !== 'https:') throw new Error(`${url.host} can be read only over https.`)
    checkLiteralAddress(url)
  }
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        signal: AbortSignal.timeout(timeoutMs),
        headers: { accept: 'application/json' },
        ...(!isAllowed && { lookup: publicLookup }),
      },
      (response) => {
        const chunks: Buffer[] = []
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > bytesMax) sent.destroy(new Error(`The response of ${url.host} has more than ${bytesMax} bytes.`))
          chunks.push(chunk)
        })
        response.on('error', reject)
        response.on('end', () => resolve(new Response(Buffer.concat(chunks), { status: response.statusCode })))
      },
    )
    sent.on('error', reject).end()
  })
}
