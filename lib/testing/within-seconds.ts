import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

const turnMs = 10

/**
 * Polls `ask` until it returns the awaited value, and otherwise returns its last result. Counts turns of 10 ms instead
 * of wall-clock time, so that a slow machine gets longer.
 */
export async function withinSeconds<Found>(seconds: number, ask: () => Found | Promise<Found>, awaited: Found) {
  for (let turn = 0; turn < (seconds * 1_000) / turnMs; turn += 1) {
    const found = await ask()
    if (isDeepStrictEqual(found, awaited)) return found
    await sleep(turnMs)
  }
  return ask()
}

export const untilMoment = (moment: number) => sleep(Math.max(0, moment - Date.now() + 1))
