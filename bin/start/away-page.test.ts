import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { testDatabase } from '@/db/testing'
import { awayDatabase } from '@/lib/testing/away-database'
import { answeredAsAway } from './away-page'

/** Requests a path from a server with a dashboard. */
async function asked(database: Database, path: string, init: RequestInit = {}) {
  const server = createServer(async (request, response) => {
    if (!(await answeredAsAway(database, request, response))) response.end('the dashboard')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // the server listens on a port, so this isn't a socket path
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init)
  const text = await response.text()
  server.closeAllConnections()
  server.close()
  return { status: response.status, headers: response.headers, text }
}

const page = { headers: { accept: 'text/html,application/xhtml+xml' } }

describe('a page request', () => {
  it.each(['stopped', 'frozen'] as const)('says so while the database is %s, and reloads itself', async (how) => {
    const { database, close } = await awayDatabase(how)
    const { status, headers, text } = await asked(database, '/northwind-bank/ios-banking/production/overview', page)
    expect([status, headers.get('retry-after')]).toEqual([503, '5'])
    expect(text).toContain('Pushdesk can’t reach its database right now')
    expect(text).toContain('<meta http-equiv="refresh" content="5">')
    await close()
  })

  it('says that a submitted form wasn’t saved, and doesn’t reload itself', async () => {
    const { database, close } = await awayDatabase('stopped')
    const { status, text } = await asked(database, '/account', { ...page, method: 'POST', body: 'name=A' })
    expect(status).toBe(503)
    expect(text).toContain('Nothing was saved.')
    expect(text).not.toContain('http-equiv="refresh"')
    await close()
  })

  it('goes to the dashboard while the database is reachable', async () => {
    expect(await asked(await testDatabase(), '/', page)).toMatchObject({ status: 200, text: 'the dashboard' })
  })
})

describe('a request from a page’s scripts', () => {
  it.each([
    ['a part of the page', '/_next/static/chunk.js', {}],
    ['data', '/api/desk/look-up?q=a', {}],
    ['another page', '/team', { ...page, headers: { ...page.headers, rsc: '1' } }],
    ['an act', '/team', { ...page, method: 'POST', headers: { ...page.headers, 'next-action': 'a' } }],
    ['a file', '/icon.svg', { headers: { accept: 'image/*' } }],
  ])('goes to the dashboard even when the database is unreachable: %s', async (_, path, init) => {
    const { database, close } = await awayDatabase('stopped')
    expect(await asked(database, path, init)).toMatchObject({ status: 200, text: 'the dashboard' })
    await close()
  })
})
