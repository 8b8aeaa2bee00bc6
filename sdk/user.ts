/** The customer: signed in with the company's own ID, or anonymous with an ID that the app made. */
export type User = { id: string } | { anonymousId: string }

export const userKey = (user: User) => ('id' in user ? `id:${user.id}` : `anonymous:${user.anonymousId}`)

export function isSameUser(one: User | undefined, other: User | undefined): boolean {
  if (!one || !other) return one === other
  return userKey(one) === userKey(other)
}

/** OFREP's targetingKey, which keeps a percentage sticky for a customer. */
export const targetingKey = (user: User) => ('id' in user ? user.id : user.anonymousId)
