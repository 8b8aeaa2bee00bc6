'use client'

let asking: { answered: Promise<boolean>; answer: (hasConfirmed: boolean) => void } | undefined
const listeners = new Set<() => void>()

/** Asks the person to show that it is they, once for all acts that wait for it. False where they would rather not. */
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

/** As useSyncExternalStore takes it. */
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
