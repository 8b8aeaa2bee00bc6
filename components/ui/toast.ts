'use client'

type Kind = 'good' | 'failure' | 'info'
type Options = { description?: string; action?: { label: string; onPress: () => void }; timeoutMs?: number }
export type ToastWords = Options & { kind: Kind; title: string }

const waiting: ToastWords[] = []
const listeners = new Set<() => void>()
let take: ((words: ToastWords) => void) | undefined

/** Says what happened, in a live region, at the corner of the screen. */
export const toast = {
  good: (title: string, options?: Options) => say({ kind: 'good', title, ...options }),
  failure: (title: string, options?: Options) => say({ kind: 'failure', title, ...options }),
  info: (title: string, options?: Options) => say({ kind: 'info', title, ...options }),
}

function say(words: ToastWords) {
  if (take) return take(words)
  waiting.push(words)
  for (const heard of listeners) heard()
}

/** From the first toast on there is a corner for them. */
export const wantsToasts = {
  subscribe(heard: () => void) {
    listeners.add(heard)
    return () => listeners.delete(heard)
  },
  now: () => take !== undefined || waiting.length > 0,
  onServer: () => false,
}

/** The corner takes what was said before it was there, and from then on everything. */
export function takeToasts(taker: (words: ToastWords) => void) {
  take = taker
  for (const words of waiting.splice(0)) taker(words)
  return () => {
    take = undefined
  }
}
