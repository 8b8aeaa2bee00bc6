import { request as ask, createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answeredAsMethod, answeredAsRefused, nameClient } from './front-door'

const server = createServer((request, response) => {
  if (answeredAsMethod(request, response) || answeredAsRefused(request, response, undefined)) return
  response.end('dashboard')
})
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

const statusOf = async (...asked: Parameters<typeof answerOf>) => (await answerOf(...asked)).statusCode

function answerOf(method: string, path: string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo
  return new Promise<IncomingMessage>((resolve, reject) => {
    const asking = ask(
      { port, host: '127.0.0.1', method, path, headers: { host: 'desk.example', ...headers } },
      (response) => {
        response.resume()
        resolve(response)
      },
    )
    asking.on('error', reject).end()
  })
}

describe('a request to the dashboard', () => {
  it.each(['/invitation/%ff', '/%', '/a/%E0%A4%A', '/northwind%00/ios', '/sign-in%c3%28'])(
    'rejects %s as a bad request',
    async (path) => {
      expect(await statusOf('GET', path)).toBe(400)
    },
  )

  it.each(['/', '/invitation/%C3%A9', '/sign-in?next=%ff'])('lets %s through', async (path) => {
    expect(await statusOf('GET', path)).toBe(200)
  })

  it.each(['TRACE', 'PROPFIND', 'PURGE', 'LINK'])('rejects the method %s', async (method) => {
    expect(await statusOf(method, '/')).toBe(405)
  })

  it.each([
    [{}, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ origin: 'http://desk.example' }, 200],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
  ])('a server action with %j gets %i', async (headers, status) => {
    expect(await statusOf('POST', '/team', { 'next-action': 'x', ...headers })).toBe(status)
  })

  it.each([
    ['/api/auth/callback/password', { 'content-length': '16385' }, 413],
    ['/api//auth/callback/password', { 'content-length': '999999999' }, 413],
    ['/api/%61uth/signout', { 'content-length': '16385' }, 413],
    ['/api/auth/callback/password', { 'transfer-encoding': 'chunked' }, 411],
    ['/api/auth/backchannel-logout', { 'transfer-encoding': 'chunked' }, 200],
    ['/api/auth/callback/password', { 'content-length': '0' }, 200],
    ['/api/desk/session', { 'content-length': '0' }, 200],
  ])('a sign-in at %s with %j gets %i, unread', async (path, headers, status) => {
    expect(await statusOf('POST', path, headers)).toBe(status)
  })

  it.each([
    ['GET', '/%', 400],
    ['POST', '/team', 403],
    ['TRACE', '/', 405],
  ])('%s %s gets %i with the security headers', async (method, path, status) => {
    const { statusCode, headers } = await answerOf(method, path)
    expect(statusCode).toBe(status)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  it('trusts forwarding headers only from a trusted proxy', () => {
    const told = (remoteAddress: string) => {
      const headers: Record<string, string | undefined> = {
        'x-forwarded-for': '198.51.100.1',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'evil.example',
        'x-pushdesk-peer': '6.6.6.6',
      }
      nameClient({ headers, socket: { remoteAddress } as never }) // the only property that is read
      return headers
    }
    expect(told('127.0.0.1')).toMatchObject({ 'x-pushdesk-peer': '198.51.100.1', 'x-forwarded-proto': 'https' })
    expect(told('203.0.113.9')).toEqual({ 'x-pushdesk-peer': '203.0.113.9' })
  })
})
