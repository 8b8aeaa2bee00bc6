import { isPushType, type PushType, topicSuffixes } from '@/lib/apns/push/push-types'
import { refuse, type SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import type { SimulatorSettings } from '@/lib/apns/simulator/state/settings'

type Headers = Record<string, string | undefined>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isMessageId(value: string | undefined): value is string {
  return value !== undefined && uuid.test(value)
}

/** Rules 11 to 17. */
export function checkApnsHeaders(headers: Headers, settings: SimulatorSettings): SimulatedRefusal | undefined {
  const pushType = headers['apns-push-type']
  if (headers['apns-id'] !== undefined && !isMessageId(headers['apns-id'])) return refuse(400, 'BadMessageId')
  if (pushType === undefined ? settings.requiresPushType : !isPushType(pushType)) return refuse(400, 'InvalidPushType')
  if (!isExpiration(headers['apns-expiration'])) return refuse(400, 'BadExpirationDate')
  if (!isPriority(headers['apns-priority'], pushType)) return refuse(400, 'BadPriority')
  if (!isCollapseId(headers['apns-collapse-id'])) return refuse(400, 'BadCollapseId')
  const topic = headers['apns-topic']
  if (!topic) return refuse(400, 'MissingTopic')
  if (!isTopic(topic, isPushType(pushType) ? pushType : 'alert')) return refuse(400, 'BadTopic')
}

/** The bundle ID in a topic. MDM topics contain none. */
export function bundleIdOf(topic: string, pushType: string | undefined): string | undefined {
  if (pushType === 'mdm') return undefined
  const suffix = isPushType(pushType) ? topicSuffixes[pushType] : ''
  return suffix === '' ? topic : topic.slice(0, -suffix.length)
}

export function isExpiration(value: string | undefined) {
  // Larger values are milliseconds by mistake.
  return value === undefined || (/^\d{1,12}$/.test(value) && Number(value) < 100_000_000_000)
}

function isPriority(value: string | undefined, pushType: string | undefined) {
  if (value === undefined) return true
  if (!['1', '5', '10'].includes(value)) return false
  if (pushType === 'background') return value !== '10'
  return pushType !== 'liveactivity' || value !== '1'
}

function isCollapseId(value: string | undefined) {
  if (value === undefined) return true
  // Node reads header bytes as latin1, one character each.
  return value.length >= 1 && value.length <= 64
}

function isTopic(topic: string, pushType: PushType) {
  if (pushType === 'mdm') return true
  const suffix = topicSuffixes[pushType]
  return /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(topic) && topic.endsWith(suffix) && topic.length > suffix.length
}
