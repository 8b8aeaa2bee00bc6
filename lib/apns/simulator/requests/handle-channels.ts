import { randomBytes } from 'node:crypto'
import { isDictionary } from '@/lib/apns/push/push-types'
import { channelMeant, checkApp } from '@/lib/apns/simulator/rules/channel'
import { readChannelsPath } from '@/lib/apns/simulator/rules/path'
import { payloadIn } from '@/lib/apns/simulator/rules/payload'
import type { KnownChannel, StoragePolicy } from '@/lib/apns/simulator/state/ports'
import { refuse, type SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import { type Handled, makeAnswer, type SimulatedAnswer } from './answer'
import { type Arrival, bodyOfStream, type Desk } from './arrival'
import { authenticate } from './authenticate'
import { refused } from './record'

const bodyBytesMax = 4096
/** Apple doesn't fix the length. This is the length seen in practice. */
const channelIdBytes = 16

/** Creates, reads, lists, and deletes channels (sending-channel-management-requests-to-apns). Authenticates first. */
export async function handleChannels(desk: Desk, arrival: Arrival): Promise<Handled> {
  const { headers, connection } = arrival
  const body = bodyOfStream(arrival.stream, bodyBytesMax)
  const proof = await authenticate(desk, arrival)
  if ('status' in proof) return refused(desk, arrival, proof)
  const [path = '', parameters] = (headers[':path'] ?? '').split('?')
  const place = readChannelsPath(path)
  if (!place) return refused(desk, arrival, refuse(404, 'BadPath'))
  if (parameters !== undefined) return refused(desk, arrival, refuse(400, 'BadRequestParams'))
  const { bundleId } = place
  const act = place.isList ? listing[headers[':method'] ?? ''] : acts[headers[':method'] ?? '']
  if (!act) return refused(desk, arrival, refuse(405, 'MethodNotAllowed'))
  const ofApp = checkApp({ headers, bundleId }, { connection, key: proof.key }, desk.settings)
  if (ofApp) return refused(desk, arrival, ofApp)
  const said = await act(desk, arrival, { bundleId, body })
  if ('reason' in said) return refused(desk, arrival, said)
  return { answer: { ...makeAnswer(arrival, desk.environmentName), ...said } }
}

type Good = Pick<SimulatedAnswer, 'status' | 'channelId' | 'content'>
type Act = (
  desk: Desk,
  arrival: Arrival,
  on: { bundleId: string; body: Promise<Buffer> },
) => Promise<SimulatedRefusal | Good>

async function make({ ports, environmentName, settings }: Desk, _: Arrival, { bundleId, body }: Parameters<Act>[2]) {
  const wanted = readWanted(await body)
  if ('reason' in wanted) return wanted
  const channel = { channelId: randomBytes(channelIdBytes).toString('base64'), bundleId, ...wanted }
  const isMade = await ports.channels.add(environmentName, channel, settings.channelsPerAppMax)
  return isMade ? { status: 201, channelId: channel.channelId } : refuse(400, 'CannotCreateChannelConfig')
}

async function read({ ports, environmentName }: Desk, { headers }: Arrival, { bundleId }: Parameters<Act>[2]) {
  const found = await channelMeant(ports.channels, { headers, bundleId, environmentName })
  return 'reason' in found ? found : { status: 200, channelId: found.channelId, content: shown(found) }
}

async function remove({ ports, environmentName }: Desk, { headers }: Arrival, { bundleId }: Parameters<Act>[2]) {
  const found = await channelMeant(ports.channels, { headers, bundleId, environmentName })
  if ('reason' in found) return found
  await ports.channels.remove(environmentName, found.channelId)
  return { status: 204 }
}

async function list({ ports, environmentName }: Desk, _: Arrival, { bundleId }: Parameters<Act>[2]) {
  const all = await ports.channels.ofApp(environmentName, bundleId)
  return { status: 200, content: { channels: all.map(({ channelId }) => channelId) } }
}

const acts: Record<string, Act> = { POST: make, GET: read, DELETE: remove }
const listing: Record<string, Act> = { GET: list }

const shown = ({ storagePolicy }: KnownChannel) => ({
  'message-storage-policy': storagePolicy,
  'push-type': 'LiveActivity',
})

function readWanted(body: Buffer): SimulatedRefusal | { storagePolicy: StoragePolicy } {
  if (body.length === 0) return refuse(400, 'PayloadEmpty')
  if (body.length > bodyBytesMax) return refuse(413, 'PayloadTooLarge')
  const given = payloadIn(body)
  if (!isDictionary(given)) return refuse(400, 'BadRequestPayload')
  const { 'push-type': pushType, 'message-storage-policy': storagePolicy } = given
  if (pushType === undefined) return refuse(400, 'MissingPushType')
  if (pushType !== 'LiveActivity') return refuse(400, 'InvalidPushType')
  return storagePolicy === 0 || storagePolicy === 1 ? { storagePolicy } : refuse(400, 'BadRequestPayload')
}
