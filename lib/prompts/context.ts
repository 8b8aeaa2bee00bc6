import { type Permission, permissions } from '@/db/schema/customers'
import { parseVersion, type SemVer } from './version'

/** What a client says of itself, as OFREP's evaluation context carries it. */
export type RawContext = Record<string, unknown>

export type EvaluationContext = {
  targetingKey: string | undefined
  /** Named as `user.id`: only this one is a claim of identity. */
  userId: string | undefined
  appVersion: string | undefined
  sdkVersion: string | undefined
  osVersion: string | undefined
  locale: string | undefined
  country: string | undefined
  permission: Permission | undefined
  /** How often this customer was asked, and when they last said not now, as the SDK remembers it. */
  timesAsked: number | undefined
  lastDismissedAt: number | undefined
  raw: RawContext
}

export function readContext(raw: RawContext): EvaluationContext {
  const dismissed = raw.lastDismissedAt
  const dismissedAt = typeof dismissed === 'string' ? Date.parse(dismissed) : Number.NaN
  return {
    targetingKey: text(raw.targetingKey),
    userId: userIdOf(raw),
    appVersion: text(raw.appVersion),
    sdkVersion: text(raw.sdkVersion),
    osVersion: text(raw.osVersion),
    locale: text(raw.locale),
    country: text(raw.country)?.toUpperCase(),
    permission: permissionOf(raw.permission ?? raw.osPermission),
    timesAsked: typeof raw.timesAsked === 'number' ? raw.timesAsked : undefined,
    lastDismissedAt: Number.isNaN(dismissedAt) ? undefined : dismissedAt,
    raw,
  }
}

/** The customer as lists know them: who they say they are, or the key that they are told apart by. */
export const customerOf = (context: EvaluationContext) => context.userId ?? context.targetingKey

function userIdOf({ user, userId }: RawContext) {
  if (typeof user === 'object' && user !== null && 'id' in user) return text(user.id)
  return text(userId)
}

const text = (value: unknown) => {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' ? String(value) : undefined
}

function permissionOf(value: unknown): Permission | undefined {
  if (value === 'granted') return 'authorized'
  return permissions.find((permission) => permission === value)
}

const parsed = new Map<string, SemVer | null>()
const parsedMax = 5_000

/** Phones say the same few versions over and over. */
export function versionIn(text: string | undefined): SemVer | undefined {
  if (text === undefined) return undefined
  let version = parsed.get(text)
  if (version === undefined) {
    version = parseVersion(text)
    if (parsed.size >= parsedMax) parsed.clear()
    parsed.set(text, version)
  }
  return version ?? undefined
}
