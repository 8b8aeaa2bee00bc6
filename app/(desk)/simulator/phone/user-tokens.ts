import { PushdeskFailure } from '@/sdk/failure'
import type { PhoneConditions } from './phone-state'

/** The company's server, which proves who is signed in to its app. Undefined if it refuses to. */
export type SignUserToken = (userId: string) => Promise<string | undefined>

/** Provides User-Tokens as the company's app would, with the selected fault. */
export function createUserTokens({
  knobs,
  signUserToken,
}: {
  knobs: () => PhoneConditions
  signUserToken: SignUserToken
}) {
  const kept = new Map<string, Promise<string | undefined>>()

  function signed(userId: string): Promise<string | undefined> {
    const known = kept.get(userId)
    if (known) return known
    const fresh = signUserToken(userId)
    kept.set(userId, fresh)
    fresh.catch(() => kept.delete(userId))
    return fresh
  }

  return {
    async get({ id }: { id: string }, { refresh }: { refresh: boolean }): Promise<string | undefined> {
      const { network, identity } = knobs()
      if (identity === 'missing') return undefined
      if (network === 'offline') throw new PushdeskFailure('offline', 'The phone is offline.')
      if (refresh) kept.delete(id)
      return signed(identity === 'wrong' ? `${id}-somebody-else` : id)
    },
    forget: () => kept.clear(),
  }
}
