import { refuse, type SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'

/** The subject of a request, according to its path and headers. */
export type Subject = {
  call: 'push' | 'broadcast' | 'channels'
  /** The device token, or the channel ID of a broadcast. */
  token: string
  /** Includes its suffix. */
  topic: string
}

/** Rule 1: no significant header may be repeated. */
export function checkRepeats(rawHeaders: readonly string[]): SimulatedRefusal | undefined {
  const seen = new Set<string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (!name.startsWith(':') && !name.startsWith('apns-') && name !== 'authorization') continue
    if (seen.has(name)) return refuse(400, 'DuplicateHeaders')
    seen.add(name)
  }
}

/** Rules 2 to 4: the checks before authentication. */
export function checkRequestLine(method: string, path: string): SimulatedRefusal | undefined {
  if (method !== 'POST') return refuse(405, 'MethodNotAllowed')
  if (path === '/3/device' || path === '/3/device/') return refuse(400, 'MissingDeviceToken')
  if (!devicePath.test(path) && !broadcastPath.test(path)) return refuse(404, 'BadPath')
}

const devicePath = /^\/3\/device\/([^/?#]+)$/
const broadcastPath = /^\/4\/broadcasts\/apps\/([^/?#]+)$/
const channelsPath = /^\/1\/apps\/([^/?#]+)\/(channels|all-channels)$/

export function requestSubjectOf(headers: Record<string, string | undefined>, server: 'push' | 'channels'): Subject {
  const path = headers[':path'] ?? ''
  if (server === 'channels') return { call: 'channels', token: '', topic: readChannelsPath(path)?.bundleId ?? '' }
  const broadcast = broadcastPath.exec(path)?.[1]
  if (broadcast === undefined)
    return {
      call: 'push',
      token: (devicePath.exec(path)?.[1] ?? '').toLowerCase(),
      topic: headers['apns-topic'] ?? '',
    }
  const topic = `${broadcast}.push-type.liveactivity`
  return { call: 'broadcast', token: headers['apns-channel-id'] ?? '', topic }
}

export function readChannelsPath(path: string): { bundleId: string; isList: boolean } | undefined {
  const [, bundleId, what] = channelsPath.exec(path) ?? []
  return bundleId === undefined ? undefined : { bundleId, isList: what === 'all-channels' }
}

export function bundleIdOfBroadcast(path: string): string {
  return broadcastPath.exec(path)?.[1] ?? ''
}
