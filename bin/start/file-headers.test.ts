import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { nameFileHeaders } from './file-headers'

async function headersOf(path: string, isSecure: boolean) {
  const server = createServer((request, response) => {
    nameFileHeaders(request, response, isSecure)
    response.writeHead(200, { 'content-type': 'text/plain' }).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // the server listens on a port
  try {
    return (await fetch(`http://127.0.0.1:${port}${path}`)).headers
  } finally {
    server.close().closeAllConnections()
  }
}

it.each(['/_next/static/chunks/a.js', '/favicon.ico', '/icon.svg', '/robots.txt'])(
  'sends %s with a page’s security headers',
  async (path) => {
    const headers = await headersOf(path, true)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
  },
)

it('leaves pages’ policy to the proxy, and sends no HSTS without https', async () => {
  expect((await headersOf('/audit', true)).get('content-security-policy')).toBeNull()
  expect((await headersOf('/icon.svg', false)).get('strict-transport-security')).toBeNull()
})
