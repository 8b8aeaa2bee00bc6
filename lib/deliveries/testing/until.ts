import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until other processes bring about a state. Throws with the last value found if they don't. */
export async function until<T>(ask: () => Promise<T>, isThere: (found: T) => boolean, msMax = 250_000): Promise<T> {
  const deadline = Date.now() + msMax
  for (;;) {
    const found = await ask()
    if (isThere(found)) return found
    if (Date.now() > deadline) throw new Error(`It did not come about: ${JSON.stringify(found)}`)
    await sleep(15)
  }
}
