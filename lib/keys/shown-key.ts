import type { keysOfEnvironment } from '@/db/queries/key-settings'

export type KeyRow = Awaited<ReturnType<typeof keysOfEnvironment>>[number]
export type KeyState = 'live' | 'ending' | 'expired' | 'revoked'

export type ShownKey = KeyRow & { state: KeyState; masked: string }

/** What a list may show of a key: its ends, and of a publishable key, which ships in apps, all of it. */
export function shownKey(row: KeyRow, now: Date): ShownKey {
  return { ...row, masked: `${row.prefix}…${row.lastFour}`, state: stateOf(row, now) }
}

function stateOf({ revokedAt, expiresAt }: KeyRow, now: Date): KeyState {
  if (revokedAt) return 'revoked'
  if (!expiresAt) return 'live'
  return expiresAt > now ? 'ending' : 'expired'
}
