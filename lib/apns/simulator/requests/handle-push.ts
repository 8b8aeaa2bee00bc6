import { checkPayload } from '@/lib/apns/push/check-push'
import { isDictionary, isPushType, payloadBytesMax } from '@/lib/apns/push/push-types'
import { checkDeviceToken } from '@/lib/apns/simulator/rules/device'
import { bundleIdOf, checkApnsHeaders } from '@/lib/apns/simulator/rules/headers'
import { checkBody } from '@/lib/apns/simulator/rules/payload'
import { deviceOutcomeOf } from '@/lib/apns/simulator/state/device-model'
import { refuse, type SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import type { Handled } from './answer'
import { type Arrival, bodyOfStream, type Desk, targetOf } from './arrival'
import { authenticate } from './authenticate'
import { accepted, refused } from './record'

/** Checks all rules in order; the first failure decides. Reveals nothing about a device before the key is verified. */
export async function handlePush(desk: Desk, arrival: Arrival): Promise<Handled> {
  const { headers } = arrival
  // Read the body alongside the checks: a rejection must not wait for it.
  const body = bodyOfStream(arrival.stream, payloadBytesMax(headers['apns-push-type'] ?? 'alert'))
  const refusal = await refusalOfHeaders(desk, arrival)
  if (refusal) return refused(desk, arrival, refusal)
  const bytes = await body
  const checked = checkBody(bytes, headers['apns-push-type'])
  if ('status' in checked) return refused(desk, arrival, checked, bytes)
  if (desk.rate.isExceeded(arrival.subject.token)) return refused(desk, arrival, refuse(429, 'TooManyRequests'), bytes)
  return takenOver(desk, arrival, checked.payload, bytes)
}

async function refusalOfHeaders(desk: Desk, arrival: Arrival): Promise<SimulatedRefusal | undefined> {
  const { environmentName, settings, faults, ports } = desk
  const { headers, connection } = arrival
  const proof = await authenticate(desk, arrival)
  if ('status' in proof) return proof
  const refusal = checkApnsHeaders(headers, settings)
  if (refusal) return refusal
  const { token, topic } = arrival.subject
  const bundleId = bundleIdOf(topic, headers['apns-push-type'])
  if (bundleId !== undefined && !connection.mayPushTo(bundleId, proof.key)) return refuse(400, 'TopicDisallowed')
  const known = ports.findDevices(token)
  const ofDevice = checkDeviceToken({ token, topic, environmentName, known }, settings)
  if (ofDevice) return ofDevice
  const rotated = faults.strike('rotated_token', targetOf(desk, arrival))
  // A device entered since the fault began has the new token.
  const isNew = known.some(({ since }) => since.getTime() > (rotated?.sinceMs ?? 0))
  if (rotated && !isNew) return refuse(410, 'Unregistered', rotated.sinceMs)
}

function takenOver(desk: Desk, arrival: Arrival, payload: Record<string, unknown>, body: Buffer): Handled {
  const { headers } = arrival
  const { settings, faults, silentBudget, ports, environmentName } = desk
  const nowMs = settings.now()
  const { token } = arrival.subject
  const device = ports.findDevices(token).find((one) => one.environmentName === environmentName)
  const reorder = faults.strike('reorder', targetOf(desk, arrival))
  const fated = deviceOutcomeOf({
    headers,
    payload,
    device,
    nowMs,
    powerWindowMs: settings.powerWindowMs,
    heldBackMs: reorder && settings.random() * reorder.ms,
    isOverBudget: () => silentBudget.isExceeded(token),
  })
  return accepted(desk, arrival, { payload, body, lints: lintsOf(headers, payload, nowMs), ...fated })
}

type Headers = Record<string, string | undefined>

const hourMs = 3_600_000

/** Problems that APNs silently accepts. They are recorded with the push, but never reported to the sender. */
function lintsOf(headers: Headers, payload: Record<string, unknown>, nowMs: number): string[] {
  const pushType = headers['apns-push-type']
  const id = headers['apns-id']
  const lints: string[] = []
  if (pushType === undefined)
    lints.push('apns-push-type is missing. watchOS requires it, and other systems may delay or drop the push.')
  if (id !== undefined && id !== id.toLowerCase()) lints.push('apns-id should be lower-case.')
  if (headers['apns-collapse-id'] !== undefined && id === undefined)
    lints.push('apns-collapse-id without apns-id. A retry can’t be told apart from a new push.')
  if (pushType === 'background' && headers['apns-priority'] === undefined)
    lints.push('A background push needs apns-priority 5. Without the header, it counts as 10.')
  const problems = checkPayload(payload, isPushType(pushType) ? pushType : 'alert')
  return [
    ...lints,
    ...problems.map(({ path, message }) => `${path}: ${message}`),
    ...oldTimestamp(payload, pushType, nowMs),
  ]
}

function oldTimestamp({ aps }: Record<string, unknown>, pushType: string | undefined, nowMs: number) {
  if (pushType !== 'liveactivity' || !isDictionary(aps) || typeof aps.timestamp !== 'number') return []
  return aps.timestamp * 1000 < nowMs - hourMs
    ? ['payload.aps.timestamp: Is more than an hour old. The phone ignores updates that are older than what it shows.']
    : []
}
