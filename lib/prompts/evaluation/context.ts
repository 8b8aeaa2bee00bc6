import type { Permission } from '@/db/schema/customers'
import { pushPermissions } from '@/db/schema/values'
import { BoundedMap } from '@/lib/flow/bounded-map'
import { parseVersion, type Version, versionLengthMax } from '@/lib/prompts/content/version'
import { momentIn } from './moment'

/** What a client sends about itself, in OFREP's evaluation context. */
export type RawContext = Record<string, unknown>

export type EvaluationContext = {
  targetingKey: string | undefined
  /** Sent as `user.id`. Only this one claims an identity. */
  userId: string | undefined
  appVersion: string | undefined
  sdkVersion: string | undefined
  osVersion: string | undefined
  locale: string | undefined
  country: string | undefined
  /** `unknown`: the client sent another value, which may mean denied. */
  permission: Permission | 'unknown' | undefined
  /** How often this customer was asked, and when they last dismissed the prompt (in ms), as the SDK remembers it. */
  timesAsked: number | undefined
  lastDismissedAt: number | undefined
  /** Anyone could have sent this name. Conditions on customers don't match, or a public key could probe lists. */
  isUnproved?: boolean
  /** Why this context can't be evaluated, for its developer. */
  fault: string | undefined
  raw: RawContext
}

export function readContext(raw: RawContext): EvaluationContext {
  const context: EvaluationContext = {
    targetingKey: text(raw.targetingKey),
    userId: text(userIdIn(raw)),
    appVersion: text(raw.appVersion),
    sdkVersion: text(raw.sdkVersion),
    osVersion: text(raw.osVersion),
    locale: text(raw.locale),
    country: countryIn(raw.country),
    permission: permissionIn(raw.permission ?? raw.osPermission),
    timesAsked: isGiven(raw.timesAsked) ? countIn(raw.timesAsked) : undefined,
    lastDismissedAt: isGiven(raw.lastDismissedAt) ? momentIn(raw.lastDismissedAt) : undefined,
    fault: undefined,
    raw,
  }
  context.fault = faultIn(context)
  return context
}

/** The customer as lists know them: the user ID, or else the targeting key. */
export const customerOf = (context: EvaluationContext) =>
  context.isUnproved ? undefined : (context.userId ?? context.targetingKey)

const isGiven = (value: unknown) => value !== undefined && value !== null

/** If Pushdesk misread one of these, it would ask a customer again, never, or as someone else. */
function faultIn({ raw, userId, timesAsked, lastDismissedAt }: EvaluationContext): string | undefined {
  if (isGiven(raw.targetingKey) && typeof raw.targetingKey !== 'string') return 'The targetingKey must be a string.'
  const named = userIdIn(raw)
  if (userId === undefined ? isGiven(named) && named !== '' : typeof named === 'number' && !Number.isSafeInteger(named))
    return 'The user.id must be a string.'
  if (Number.isNaN(timesAsked))
    return `timesAsked must be a whole number that is not negative, not ${shown(raw.timesAsked)}.`
  if (Number.isNaN(lastDismissedAt))
    return `lastDismissedAt must be a time such as "2026-01-15T10:00:00Z" or milliseconds since 1970, not ${shown(raw.lastDismissedAt)}.`
  return undefined
}

const shown = (value: unknown) => JSON.stringify(value).slice(0, 60)

function userIdIn({ user, userId }: RawContext) {
  if (typeof user === 'object' && user !== null && 'id' in user && isGiven(user.id)) return user.id
  return userId
}

const text = (value: unknown) => {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' ? String(value) : undefined
}

function countIn(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return Number.isSafeInteger(number) && Number(number) >= 0 ? Number(number) : Number.NaN
}

function countryIn(value: unknown): string | undefined {
  const code = typeof value === 'string' ? value.trim() : ''
  return /^[A-Za-z]{2}$/.test(code) ? code.toUpperCase() : undefined
}

const states = new Map<unknown, Permission>([
  ...pushPermissions.map((one) => [one, one] as const),
  ['granted', 'authorized'],
])

const permissionIn = (value: unknown): EvaluationContext['permission'] =>
  isGiven(value) ? (states.get(value) ?? 'unknown') : undefined

const versions = new BoundedMap<string, Version | null>(5_000)

/** Cached, because phones send the same few versions. */
export function versionIn(text: string | undefined): Version | undefined {
  if (text === undefined || text.length > versionLengthMax) return undefined
  return versions.remember(text, parseVersion) ?? undefined
}
