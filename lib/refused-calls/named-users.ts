import { isStorable } from '@/db/storable'

export type NamedUser = { customer: string; namedAs: 'user' | 'anonymous' }

const usersMax = 10
const idLengthMax = 512

/**
 * Returns the customers that a request body names, even if it is invalid otherwise: a message, a push, a registration,
 * events, or an evaluation context.
 */
export function namedUsers(body: unknown): NamedUser[] {
  const { user, to, messages, events, context } = record(body)
  const { targetingKey, user: inContext } = record(context)
  const found = [
    user,
    record(to).user,
    ...[messages, events].flatMap((list) => (Array.isArray(list) ? list.map((one) => record(one).user) : [])),
    inContext ?? { id: targetingKey },
  ].flatMap(namedBy)
  const distinct = new Map(found.map((one) => [`${one.namedAs} ${one.customer}`, one]))
  return [...distinct.values()].slice(0, usersMax)
}

/** The same for the beginning of a body that is too long to parse. */
export function namedUsersIn(text: string): NamedUser[] {
  const found = [...text.matchAll(/"user"\s*:\s*\{\s*"(id|anonymousId)"\s*:\s*("(?:[^"\\]|\\.){1,512}")/g)]
  const users = found.slice(0, usersMax).map(([, key = '', quoted = '']) => ({ user: { [key]: unquoted(quoted) } }))
  return namedUsers({ events: users })
}

function namedBy(user: unknown): NamedUser[] {
  const { id, anonymousId } = record(user)
  return [
    ...named(id).map((customer) => ({ customer, namedAs: 'user' as const })),
    ...named(anonymousId).map((customer) => ({ customer, namedAs: 'anonymous' as const })),
  ]
}

/** A number is rejected as an ID, but people who look for the reason still search for it. */
function named(id: unknown): string[] {
  if (typeof id === 'number') return [String(id)]
  return typeof id === 'string' && id.length > 0 && id.length <= idLengthMax && isStorable(id) ? [id] : []
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

function unquoted(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
