import { z } from 'zod'
import type { keysOfEnvironment } from '@/db/queries/settings/key-settings'

export type KeyRow = Awaited<ReturnType<typeof keysOfEnvironment>>[number]
export type KeyState = 'live' | 'ending' | 'expired' | 'revoked'

export type ApiKeyView = KeyRow & { state: KeyState; masked: string }

/** What lists may show of a key: its first and last characters, or all of a publishable key, which ships in apps. */
export function apiKeyView(row: KeyRow, now: Date): ApiKeyView {
  return { ...row, masked: `${row.prefix}…${row.lastFour}`, state: stateOf(row, now) }
}

function stateOf({ revokedAt, expiresAt }: KeyRow, now: Date): KeyState {
  if (revokedAt) return 'revoked'
  if (!expiresAt) return 'live'
  return expiresAt > now ? 'ending' : 'expired'
}

/** A key as the API shows it. */
export const ApiKey = z
  .object({
    id: z.uuid(),
    kind: z.enum(['publishable', 'secret']),
    name: z.string(),
    masked: z.string().meta({ examples: ['sk_a1b2…9f0e'] }),
    state: z.enum(['live', 'ending', 'expired', 'revoked']),
    publishableKey: z.string().nullable().meta({ description: 'The full key, if it’s publishable.' }),
    ratePerSecondMax: z.int(),
    lastUsedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ApiKey' })

export function showApiKey({ id, kind, name, masked, state, ...row }: ApiKeyView): z.output<typeof ApiKey> {
  const text = (at: Date | null) => at?.toISOString() ?? null
  const { publishableKey, ratePerSecondMax, lastUsedAt, expiresAt, createdAt } = row
  return {
    ...{ id, kind, name, masked, state, publishableKey, ratePerSecondMax },
    ...{ lastUsedAt: text(lastUsedAt), expiresAt: text(expiresAt), createdAt: createdAt.toISOString() },
  }
}
