import { payloadBytesMax } from '../push-types'
import { type Arrival, type Desk, type Handled, readBody, targetOf } from './arrival'
import { authenticate } from './authenticate'
import { fateOf } from './device-model'
import { lintsOf } from './lint'
import { accepted, refused } from './record'
import { type Refusal, refuse } from './refusal'
import { checkDevice } from './rules/device'
import { bundleIdOf, checkApnsHeaders } from './rules/headers'
import { checkBody } from './rules/payload'

/** All request rules in order: the first that fails answers, and nothing about a device is told before the key has proved itself. */
export async function handlePush(desk: Desk, arrival: Arrival): Promise<Handled> {
  const { headers } = arrival
  // The body is read beside the checks: waiting for it must not hold up a refusal.
  const body = readBody(arrival.stream, payloadBytesMax(headers['apns-push-type'] ?? 'alert'))
  const refusal = await refusalOfHeaders(desk, arrival)
  if (refusal) return refused(desk, arrival, refusal)
  const bytes = await body
  const checked = checkBody(bytes, headers['apns-push-type'])
  if ('status' in checked) return refused(desk, arrival, checked, bytes)
  if (desk.rate.isExceeded(arrival.subject.token)) return refused(desk, arrival, refuse(429, 'TooManyRequests'), bytes)
  return takenOver(desk, arrival, checked.payload, bytes)
}

async function refusalOfHeaders(desk: Desk, arrival: Arrival): Promise<Refusal | undefined> {
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
  const ofDevice = checkDevice({ token, topic, environmentName, known }, settings)
  if (ofDevice) return ofDevice
  const rotated = faults.strike('rotated_token', targetOf(desk, arrival))
  // What was put up since then is the new token.
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
  const fated = fateOf({
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
