import { machineQuery } from '../machine-verb'
import type { StreamRight } from './streams'

/** What a key may follow: its environment's prompt, until the key expires. */
export const followPrompt = machineQuery(
  { takes: 'either' },
  ({ environment, key }): StreamRight => ({ place: environment, endsAt: key.expiresAt }),
)
