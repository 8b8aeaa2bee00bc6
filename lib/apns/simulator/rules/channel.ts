import { pushTypes, topicSuffixes } from '../../push-types'
import type { Connection } from '../connection'
import type { ChannelBook, KnownChannel, KnownKey } from '../ports'
import { type Refusal, refuse } from '../refusal'
import type { SimulatorSettings } from '../settings'
import { isMessageId } from './headers'

type Headers = Record<string, string | undefined>

/** What broadcasts and calls about channels have in common: the id, and whose app it is. */
export function checkApp(
  { headers, bundleId }: { headers: Headers; bundleId: string },
  { connection, key }: { connection: Connection; key: KnownKey },
  settings: SimulatorSettings,
): Refusal | undefined {
  const id = headers['apns-request-id']
  if (id !== undefined && !isMessageId(id)) return refuse(400, 'BadMessageId')
  if (suffixes.some((suffix) => bundleId.endsWith(suffix))) return refuse(400, 'TopicDisallowed')
  if (!connection.mayPushTo(bundleId, key)) return refuse(403, 'TopicMismatch')
  if (settings.withoutBroadcasts.includes(bundleId)) return refuse(400, 'FeatureNotEnabled')
}

const suffixes = pushTypes.map((pushType) => topicSuffixes[pushType]).filter((suffix) => suffix !== '')

type Wanted = { headers: Headers; bundleId: string; environmentName: Parameters<ChannelBook['find']>[0] }

/** The channel that is meant, if this environment of the app has it. */
export async function findChannel(
  channels: ChannelBook,
  { headers, bundleId, environmentName }: Wanted,
): Promise<Refusal | KnownChannel> {
  const channelId = headers['apns-channel-id']
  if (!channelId) return refuse(400, 'MissingChannelId')
  if (!base64.test(channelId)) return refuse(400, 'BadChannelId')
  const channel = await channels.find(environmentName, channelId)
  return channel?.bundleId === bundleId ? channel : refuse(400, 'ChannelNotRegistered')
}

const base64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$|^[A-Za-z0-9+/]{2,3}={1,2}$/
