import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { cspReportPath, cspReports } from './csp-reports'

const told: unknown[] = []
const ended: (() => void)[] = []
afterEach(() => {
  told.length = 0
  for (const end of ended.splice(0)) end()
})

async function serving() {
  const answered = cspReports((report) => void told.push(report))
  const server = createServer((request, response) => {
    if (!answered(request, response)) response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ended.push(() => void server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo // the server listens on a port
  return (body: string, method = 'POST') =>
    fetch(`http://127.0.0.1:${port}${cspReportPath}`, { method, ...(method === 'POST' && { body }) })
}

const page = 'https://push.example.com/audit?subject=customer-4711#x'

it.each([
  { 'csp-report': { 'effective-directive': 'script-src', 'blocked-uri': 'inline', 'document-uri': page } },
  [{ type: 'csp-violation', body: { effectiveDirective: 'script-src', blockedURL: 'inline', documentURL: page } }],
])('logs a report without the page’s query', async (report) => {
  const send = await serving()
  const { status, headers } = await send(JSON.stringify(report))
  expect([status, headers.get('x-content-type-options')]).toEqual([204, 'nosniff'])
  expect(told).toEqual([{ directive: 'script-src', blocked: 'inline', page: 'https://push.example.com/audit' }])
})

it.each(['/invitation/', '/case/', '/api/v1/triggers/', '/new-secret-path/'])(
  'logs a report for a page below %s without its token',
  async (path) => {
    const send = await serving()
    const token = randomBytes(32).toString('base64url')
    const address = `https://push.example.com${path}${token}/more`
    await send(JSON.stringify({ 'csp-report': { 'blocked-uri': address, 'document-uri': address } }))
    expect(told).toEqual([
      expect.objectContaining({ page: expect.stringContaining(`https://push.example.com${path}`) }),
    ])
    expect(JSON.stringify(told)).not.toContain(token)
  },
)

it('limits the lines logged for a flood of reports, and logs nothing for an invalid report', async () => {
  const send = await serving()
  for (const body of ['', 'no json', '[]', '{"csp-report": 3}', 'null']) expect((await send(body)).status).toBe(204)
  expect(told).toHaveLength(0)
  for (let n = 0; n < 40; n++) await send(JSON.stringify({ 'csp-report': { 'blocked-uri': 'inline' } }))
  expect(told.length).toBeLessThanOrEqual(30)
  expect((await send('', 'GET')).status).toBe(404)
})

it('cuts off a report that is too large', async () => {
  const send = await serving()
  await expect(send('x'.repeat(1_000_000))).rejects.toThrow()
  expect(told).toHaveLength(0)
})
