import { pushTypes, topicSuffixes } from '@/lib/apns/push/push-types'
import type { Connection } from '@/lib/apns/simulator/state/connection'
import type { ChannelBook, KnownChannel, SimulatedApnsKey } from '@/lib/apns/simulator/state/ports'
import { refuse, type SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import type { SimulatorSettings } from '@/lib/apns/simulator/state/settings'
import { isMessageId } from './headers'

type Headers = Record<string, string | undefined>

/** The checks that broadcasts and channel requests share: the request ID, and the right to use the app. */
export function checkApp(
  { headers, bundleId }: { headers: Headers; bundleId: string },
  { connection, key }: { connection: Connection; key: SimulatedApnsKey },
  settings: SimulatorSettings,
): SimulatedRefusal | undefined {
  const id = headers['apns-request-id']
  if (id !== undefined && !isMessageId(id)) return refuse(400, 'BadMessageId')
  if (suffixes.some((suffix) => bundleId.endsWith(suffix))) return refuse(400, 'TopicDisallowed')
  if (!connection.mayPushTo(bundleId, key)) return refuse(403, 'TopicMismatch')
  if (settings.withoutBroadcasts.includes(bundleId)) return refuse(400, 'FeatureNotEnabled')
}

const suffixes = pushTypes.map((pushType) => topicSuffixes[pushType]).filter((suffix) => suffix !== '')

type Wanted = { headers: Headers; bundleId: string; environmentName: Parameters<ChannelBook['find']>[0] }

/** Returns the requested channel, if it belongs to this environment of the app. */
export async function channelMeant(
  channels: ChannelBook,
  { headers, bundleId, environmentName }: Wanted,
): Promise<SimulatedRefusal | KnownChannel> {
  const channelId = headers['apns-channel-id']
  if (!channelId) return refuse(400, 'MissingChannelId')
  if (!base64.test(channelId)) return refuse(400, 'BadChannelId')
  const channel = await channels.find(environmentName, channelId)
  return channel?.bundleId === bundleId ? channel : refuse(400, 'ChannelNotRegistered')
}

const base64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$|^[A-Za-z0-9+/]{2,3}={1,2}$/
