import { randomBytes, timingSafeEqual } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { putSimulatedDevices, releaseStoredPushes, simulatedPushesOf } from '@/db/queries/simulator'
import { environmentNames } from '@/db/schema/companies'
import { Fault } from './faults'
import { findPreset, presetNames } from './presets'
import type { Simulator } from './simulator'

const Faults = z.union([z.object({ faults: z.array(Fault).max(100) }), z.object({ preset: z.enum(presetNames) })])
const Device = z.object({
  environmentName: z.enum(environmentNames),
  token: z.string().regex(/^[0-9a-f]+$/),
  topic: z.string().min(1),
  state: z.enum(['active', 'unknown', 'unregistered', 'expired', 'offline', 'low_power', 'notifications_disabled']),
  since: z.coerce.date().default(() => new Date()),
})
const Devices = z.object({ devices: z.array(Device).max(10_000) })

type Parts = { simulator: Simulator; db: Db; reread: () => Promise<void>; folder: string }
const bodyBytesMax = 5_000_000

/**
 * The simulator's HTTP control for tests, on loopback only: `control.json` in the simulator's folder says where it is and
 * which bearer token it takes.
 *
 * GET /state · PUT /faults · DELETE /faults · PUT /devices · GET /pushes?environment=&token=
 */
export async function startControl(parts: Parts) {
  const token = randomBytes(24).toString('base64url')
  const server = createServer((request, response) => {
    answer(parts, token, request).then(
      ({ status, body }) => reply(response, status, body),
      (error: unknown) => reply(response, error instanceof z.ZodError ? 400 : 500, { error: String(error) }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const file = { url, token, origins: parts.simulator.origins, caFile: join(parts.folder, 'ca.pem') }
  await writeFile(join(parts.folder, 'control.json'), `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  return { url, token, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

type Answer = { status: number; body?: unknown }

async function answer({ simulator, db, reread }: Parts, token: string, request: IncomingMessage): Promise<Answer> {
  if (!isAllowed(request, token)) return { status: 401, body: { error: 'control.json holds the bearer token' } }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /state':
      return ok({ faults: simulator.faults.report(), observations: simulator.observations.report() })
    case 'PUT /faults': {
      const wanted = Faults.parse(await readJson(request))
      await simulator.setFaults('preset' in wanted ? findPreset(wanted.preset).faults : wanted.faults)
      return ok({ faults: simulator.faults.report() })
    }
    case 'DELETE /faults':
      await simulator.setFaults([])
      return { status: 204 }
    case 'PUT /devices': {
      const { devices } = Devices.parse(await readJson(request))
      await putSimulatedDevices(db, { devices })
      for (const { environmentName, token: address, state } of devices)
        if (state === 'active') await releaseStoredPushes(db, { environmentName, token: address, now: new Date() })
      await reread()
      return { status: 204 }
    }
    case 'GET /pushes': {
      const environmentName = z.enum(environmentNames).parse(url.searchParams.get('environment'))
      return ok(
        await simulatedPushesOf(db, { environmentName, token: url.searchParams.get('token') ?? '', limit: 1000 }),
      )
    }
    default:
      return { status: 404, body: { error: 'not found' } }
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body })

/** The token keeps web pages out, which can reach loopback too. */
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
