/** The customer: signed in under the company's own id, or anonymous under an id that the app made. */
export type User = { id: string } | { anonymousId: string }

export const userKey = (user: User) => ('id' in user ? `id:${user.id}` : `anonymous:${user.anonymousId}`)

export function isSameUser(one: User | undefined, other: User | undefined): boolean {
  if (!one || !other) return one === other
  return userKey(one) === userKey(other)
}

/** OFREP's targetingKey: what keeps a percentage sticky for one customer. */
export const targetingKey = (user: User) => ('id' in user ? user.id : user.anonymousId)
