'use client'

/** What an act is answered once its person is back: it was not done, and they decide whether it still shall be. */
export const signedInAgain = 'You’re signed in again. Your last action didn’t go through. Try again.'

let asking: { answered: Promise<void>; answer: () => void } | undefined
const listeners = new Set<() => void>()

/** The session has ended: asks the person to sign in on the page that they are on, and goes on once they have. */
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

/** As useSyncExternalStore takes it. */
export const sessionEnd = {
  subscribe(notify: () => void) {
    listeners.add(notify)
    return () => listeners.delete(notify)
  },
  now: () => asking !== undefined,
  onServer: () => false,
  /** The same person is signed in again. */
  over() {
    asking?.answer()
    asking = undefined
    tell()
  },
}

function tell() {
  for (const notify of listeners) notify()
}
