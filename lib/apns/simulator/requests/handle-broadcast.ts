import { checkAps } from '@/lib/apns/push/check-aps'
import { isDictionary } from '@/lib/apns/push/push-types'
import { channelMeant, checkApp } from '@/lib/apns/simulator/rules/channel'
import { isExpiration } from '@/lib/apns/simulator/rules/headers'
import { bundleIdOfBroadcast } from '@/lib/apns/simulator/rules/path'
import { payloadIn } from '@/lib/apns/simulator/rules/payload'
import type { WithDeviceOutcome } from '@/lib/apns/simulator/state/device-model'
import type { KnownChannel } from '@/lib/apns/simulator/state/ports'
import { refuse, type SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import type { Handled } from './answer'
import { type Arrival, bodyOfStream, type Desk } from './arrival'
import { authenticate } from './authenticate'
import { accepted, refused } from './record'

const bodyBytesMax = 5120

/** Handles one message to all subscribers of a channel (sending-broadcast-push-notification-requests-to-apns). */
export async function handleBroadcast(desk: Desk, arrival: Arrival): Promise<Handled> {
  const { headers, connection } = arrival
  const body = bodyOfStream(arrival.stream, bodyBytesMax)
  const proof = await authenticate(desk, arrival)
  if ('status' in proof) return refused(desk, arrival, proof)
  const bundleId = bundleIdOfBroadcast(headers[':path'] ?? '')
  const refusal =
    checkApp({ headers, bundleId }, { connection, key: proof.key }, desk.settings) ?? checkHeaders(headers)
  if (refusal) return refused(desk, arrival, refusal)
  const { environmentName } = desk
  const channel = await channelMeant(desk.ports.channels, { headers, bundleId, environmentName })
  if ('reason' in channel) return refused(desk, arrival, channel)
  if (channel.storagePolicy === 0 && headers['apns-expiration'] !== '0')
    return refused(desk, arrival, refuse(400, 'BadExpirationDate'))
  const bytes = await body
  if (bytes.length === 0) return refused(desk, arrival, refuse(400, 'PayloadEmpty'))
  if (bytes.length > bodyBytesMax) return refused(desk, arrival, refuse(413, 'PayloadTooLarge'), bytes)
  const payload = payloadIn(bytes)
  if (!isDictionary(payload)) return refused(desk, arrival, refuse(400, 'BadRequestPayload'), bytes)
  const nowMs = desk.settings.now()
  return accepted(desk, arrival, {
    payload,
    body: bytes,
    lints: lintsOf(headers, payload),
    ...broadcastOutcomeOf(channel, headers['apns-expiration'], nowMs),
  })
}

type Headers = Record<string, string | undefined>

function checkHeaders(headers: Headers): SimulatedRefusal | undefined {
  const pushType = headers['apns-push-type']
  if (pushType === undefined) return refuse(400, 'MissingPushType')
  if (pushType.toLowerCase() !== 'liveactivity') return refuse(400, 'InvalidPushType')
  if (!isExpiration(headers['apns-expiration'])) return refuse(400, 'BadExpirationDate')
  if (!['5', '10', undefined].includes(headers['apns-priority'])) return refuse(400, 'BadPriority')
}

/** The subscribers aren't known here, so all of them are assumed to receive the broadcast. */
function broadcastOutcomeOf(
  { storagePolicy }: KnownChannel,
  expiration: string | undefined,
  nowMs: number,
): WithDeviceOutcome {
  const isOver = expiration !== undefined && expiration !== '0' && Number(expiration) * 1000 <= nowMs
  if (isOver) return { fate: 'discarded', deviceOutcomeReason: 'expired', releaseAt: null }
  const isKept = storagePolicy === 1 && expiration !== '0'
  const deviceOutcomeReason = isKept ? 'broadcast, stored for later subscribers' : 'broadcast'
  return { fate: 'delivered', deviceOutcomeReason, releaseAt: null }
}

function lintsOf(headers: Headers, payload: Record<string, unknown>) {
  const lints = checkAps(payload, 'liveactivity').map(({ path, message }) => `${path}: ${message}`)
  for (const name of ['apns-topic', 'apns-collapse-id', 'apns-id'])
    if (headers[name] !== undefined) lints.push(`${name} has no meaning in a broadcast.`)
  if (isDictionary(payload.aps) && payload.aps.event === 'start')
    lints.push('payload.aps.event: a broadcast updates or ends a Live Activity; it cannot start one.')
  return lints
}
