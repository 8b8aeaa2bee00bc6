import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { v7 as uuidv7 } from 'uuid'
import type { EnvironmentName } from '@/db/schema/companies'
import { payloadBytesMax } from '../push-types'
import { type Answer, makeAnswer } from './answer'
import type { Connection } from './connection'
import { fateOf } from './device-model'
import { lintsOf } from './lint'
import type { RecordedPush, SimulatorPorts } from './ports'
import { type Refusal, refuse } from './refusal'
import { checkDevice } from './rules/device'
import { bundleIdOf, checkApnsHeaders } from './rules/headers'
import { checkRequestLine, tokenOfPath } from './rules/path'
import { checkBody } from './rules/payload'
import type { TokenVerifier, VerifiedToken } from './rules/provider-token'
import type { TokenRate } from './rules/token-rate'
import type { SimulatorSettings } from './settings'

export type Arrival = {
  stream: ServerHttp2Stream
  headers: Record<string, string | undefined>
  rawHeaders: readonly string[]
  connection: Connection
}

export type Desk = {
  environmentName: EnvironmentName
  ports: SimulatorPorts
  settings: SimulatorSettings
  verifier: TokenVerifier
  rate: TokenRate
  silentBudget: TokenRate
  onToken?: (token: VerifiedToken) => void
}

export type Handled = { answer: Answer; push: RecordedPush }

/** All request rules in order: the first that fails answers, and nothing about a device is told before the key has proved itself. */
export async function handlePush(desk: Desk, arrival: Arrival): Promise<Handled> {
  const { headers } = arrival
  // The body is read beside the checks: waiting for it must not hold up a refusal.
  const body = readBody(arrival.stream, payloadBytesMax(headers['apns-push-type'] ?? 'alert'))
  const refusal = await refusalOfHeaders(desk, arrival)
  if (refusal) return refused(desk, arrival, refusal, Buffer.alloc(0))
  const bytes = await body
  const checked = checkBody(bytes, headers['apns-push-type'])
  if ('status' in checked) return refused(desk, arrival, checked, bytes)
  const token = tokenOfPath(headers[':path'] ?? '').toLowerCase()
  if (desk.rate.isExceeded(token)) return refused(desk, arrival, refuse(429, 'TooManyRequests'), bytes)
  return accepted(desk, arrival, checked.payload, bytes.length)
}

async function refusalOfHeaders(
  desk: Desk,
  { headers, rawHeaders, connection }: Arrival,
): Promise<Refusal | undefined> {
  const { environmentName, settings } = desk
  const path = headers[':path'] ?? ''
  const early = checkRequestLine(headers[':method'] ?? '', path, rawHeaders)
  if (early) return early
  const proof = await desk.verifier.check(headers.authorization)
  if ('status' in proof) return proof
  const { token: providerToken, key } = proof
  desk.onToken?.(providerToken)
  const refusal = connection.admit(providerToken, key) ?? checkApnsHeaders(headers, settings)
  if (refusal) return refusal
  const topic = headers['apns-topic'] ?? ''
  const bundleId = bundleIdOf(topic, headers['apns-push-type'])
  if (bundleId !== undefined && !connection.mayPushTo(bundleId, key)) return refuse(400, 'TopicDisallowed')
  const token = tokenOfPath(path)
  const known = desk.ports.findDevices(token.toLowerCase())
  return checkDevice({ token, topic, environmentName, known }, settings)
}

function refused(desk: Desk, arrival: Arrival, refusal: Refusal, body: Buffer): Handled {
  return handled(desk, arrival, {
    refusal,
    payload: null,
    payloadBytes: body.length,
    lints: [],
    fate: null,
    fateReason: null,
  })
}

function accepted(desk: Desk, arrival: Arrival, payload: Record<string, unknown>, payloadBytes: number): Handled {
  const { headers } = arrival
  const nowMs = desk.settings.now()
  const token = tokenOfPath(headers[':path'] ?? '').toLowerCase()
  const device = desk.ports.findDevices(token).find((one) => one.environmentName === desk.environmentName)
  const isOverBudget = () => desk.silentBudget.isExceeded(token)
  const lints = lintsOf(headers, payload, nowMs)
  return handled(desk, arrival, {
    payload,
    payloadBytes,
    lints,
    ...fateOf({ headers, payload, device, nowMs, isOverBudget }),
  })
}

type Verdict = Pick<RecordedPush, 'payload' | 'payloadBytes' | 'lints' | 'fate' | 'fateReason'> & { refusal?: Refusal }

export function handled(desk: Desk, { headers }: Arrival, { refusal, ...verdict }: Verdict): Handled {
  const answer = makeAnswer(headers['apns-id'], desk.environmentName, refusal)
  const push: RecordedPush = {
    id: uuidv7(),
    apnsId: answer.apnsId,
    environmentName: desk.environmentName,
    token: tokenOfPath(headers[':path'] ?? '')
      .toLowerCase()
      .slice(0, 400),
    topic: headers['apns-topic'] ?? '',
    status: answer.status,
    reason: answer.reason ?? null,
    headers: shownHeaders(headers),
    ...verdict,
    createdAt: new Date(desk.settings.now()),
  }
  return { answer, push }
}

/** All that was sent, but for the provider token. */
function shownHeaders(headers: Record<string, string | undefined>) {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) shown[name] = name === 'authorization' ? 'bearer …' : value
  return shown
}

export function plainHeaders(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  const plain: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(headers)) plain[name] = Array.isArray(value) ? value[0] : value
  return plain
}

/** Reads no further than one byte over the limit; more would be refused anyway. */
function readBody(stream: ServerHttp2Stream, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const done = () => resolve(Buffer.concat(chunks).subarray(0, bytesMax + 1))
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= bytesMax + chunk.length) chunks.push(chunk)
      if (bytes > bytesMax) done()
    })
    stream.on('end', done)
    stream.on('close', done)
  })
}
