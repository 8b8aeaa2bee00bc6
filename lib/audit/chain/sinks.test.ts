import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { auditSink } from './sinks'

it('posts JSON lines with the token, follows no redirect, and throws on an error response', async () => {
  const got: { body: string; type: string | undefined; authorization: string | undefined }[] = []
  let status = 200
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push({ body, type: request.headers['content-type'], authorization: request.headers.authorization })
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  const sink = auditSink(`http://127.0.0.1:${port}/audit`, 'secret token')
  try {
    await sink('{"number":1}\n')
    expect(got).toEqual([
      { body: '{"number":1}\n', type: 'application/x-ndjson', authorization: 'Bearer secret token' },
    ])
    for (status of [302, 503]) await expect(sink('{"number":2}\n')).rejects.toThrow()
    expect(got).toHaveLength(3)
  } finally {
    server.close().closeAllConnections()
  }
})
