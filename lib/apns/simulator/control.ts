import { randomBytes, timingSafeEqual } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { type ControlParts, controlRoutes } from './control-routes'

type Parts = ControlParts & { folder: string }

const bodyBytesMax = 5_000_000

/**
 * Starts the simulator's HTTP control API for tests, on loopback only. `control.json` in the simulator's folder holds
 * its URL and bearer token. The routes are in control-routes, and described in docs/simulator.md.
 */
export async function startControl(parts: Parts) {
  const token = randomBytes(24).toString('base64url')
  const server = createServer((request, response) => {
    answer(parts, token, request).then(
      ({ status, body }) => reply(response, status, body),
      (error: unknown) => reply(response, isTheirs(error) ? 400 : 500, { error: String(error) }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const { origins, channelOrigins } = parts.simulator
  const file = { url, token, origins, channelOrigins, caFile: join(parts.folder, 'ca.pem') }
  await writeFile(join(parts.folder, 'control.json'), `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  return { url, token, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

async function answer(
  parts: Parts,
  token: string,
  request: IncomingMessage,
): Promise<{ status: number; body?: unknown }> {
  if (!isAllowed(request, token)) return { status: 401, body: { error: 'control.json holds the bearer token' } }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const route = controlRoutes[`${request.method} ${url.pathname}`]
  if (!route) return { status: 404, body: { error: 'not found' } }
  const body = await route(parts, { query: url.searchParams, body: () => readJson(request) })
  return body === undefined ? { status: 204 } : { status: 200, body }
}

const isTheirs = (error: unknown) => error instanceof z.ZodError || error instanceof SyntaxError

/** The token keeps out web pages, which can reach loopback too. */
function isAllowed(request: IncomingMessage, token: string) {
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > bodyBytesMax) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

function reply(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
