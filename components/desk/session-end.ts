'use client'

/** Shown after a new sign-in: the action wasn't done, and the person decides whether to repeat it. */
export const signedInAgain = 'You’re signed in again. Your last action didn’t go through. Try again.'

let asking: { answered: Promise<void>; answer: () => void } | undefined
const listeners = new Set<() => void>()

/** Asks the person to sign in again on the current page. Resolves once they have. */
export function askToSignIn(): Promise<void> {
  if (!asking) {
    let answer: () => void = () => undefined
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    asking = { answered, answer }
    tell()
  }
  return asking.answered
}

/** A store for useSyncExternalStore. */
export const sessionEnd = {
  subscribe(notify: () => void) {
    listeners.add(notify)
    return () => listeners.delete(notify)
  },
  now: () => asking !== undefined,
  onServer: () => false,
  /** The same person has signed in again. */
  over() {
    asking?.answer()
    asking = undefined
    tell()
  },
}

function tell() {
  for (const notify of listeners) notify()
}
