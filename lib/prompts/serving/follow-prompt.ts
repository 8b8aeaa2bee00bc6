import { machineQuery } from '@/lib/keys/machine-verb'
import type { StreamRight } from './streams'

/** Returns what a key may stream: its environment's prompt, until the key expires. */
export const followPrompt = machineQuery(
  { takes: 'either' },
  ({ environment, key, ip }): StreamRight => ({
    place: environment,
    endsAt: key.expiresAt,
    keyId: key.id,
    isPublic: key.kind === 'publishable',
    address: ip,
  }),
)
