import { machineQuery } from '@/lib/keys/machine-verb'
import type { StreamRight } from './streams'

/** What a key may follow: its environment's prompt, until the key expires. */
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
