'use client'

let asking: { answered: Promise<boolean>; answer: (hasConfirmed: boolean) => void } | undefined
const listeners = new Set<() => void>()

/** Asks the person to confirm their identity, once for all waiting actions. Resolves to false if they cancel. */
export function askToStepUp(): Promise<boolean> {
  if (!asking) {
    let answer: (hasConfirmed: boolean) => void = () => undefined
    const answered = new Promise<boolean>((resolve) => {
      answer = resolve
    })
    asking = { answered, answer }
    tell()
  }
  return asking.answered
}

/** A store for useSyncExternalStore. */
export const stepUpAsked = {
  subscribe(notify: () => void) {
    listeners.add(notify)
    return () => listeners.delete(notify)
  },
  now: () => asking !== undefined,
  onServer: () => false,
  over(hasConfirmed: boolean) {
    asking?.answer(hasConfirmed)
    asking = undefined
    tell()
  },
}

function tell() {
  for (const notify of listeners) notify()
}
