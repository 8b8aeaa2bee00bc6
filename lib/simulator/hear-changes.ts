import { type Change, changesChannel } from '@/db/changes'
import type { Database } from '@/db/client'

type Heard = (change: Change | undefined) => void

const place = Symbol.for('pushdesk.phoneListeners')
const holder = globalThis as { [place]?: { all: Set<Heard>; isReady: Promise<unknown> } }

/** Every phone of this process shares one database listener. Undefined: some may have been missed. */
export async function hearChanges(database: Pick<Database, 'listen'>, heard: Heard): Promise<() => void> {
  const all = holder[place]?.all ?? new Set<Heard>()
  holder[place] ??= {
    all,
    isReady: database.listen(changesChannel, (payload) => {
      // Only announce() of db/changes writes to this channel.
      const change = payload === undefined ? undefined : (JSON.parse(payload) as Change)
      for (const listener of all) listener(change)
    }),
  }
  all.add(heard)
  try {
    await holder[place].isReady
  } catch (error) {
    // The next phone tries anew.
    delete holder[place]
    throw error
  }
  return () => void all.delete(heard)
}
