'use client'

type Kind = 'good' | 'failure' | 'info'
type Options = { description?: string; action?: { label: string; onPress: () => void }; timeoutMs?: number }
export type ToastWords = Options & { id: string; kind: Kind; title: string }
/** Closes a toast early, whether it is shown or still waiting. */
export type OpenToast = { close(): void }

const waiting: ToastWords[] = []
const listeners = new Set<() => void>()
type Corner = { show(words: ToastWords): void; close(id: string): void }
let corner: Corner | undefined
let said = 0

/** Shows a message in a live region at the corner of the screen. */
export const toast = {
  good: (title: string, options?: Options) => void say({ kind: 'good', title, ...options }),
  failure: (title: string, options?: Options) => void say({ kind: 'failure', title, ...options }),
  info: (title: string, options?: Options) => void say({ kind: 'info', title, ...options }),
  /** A success message with an action that may end before the toast does. */
  offer: (title: string, options: Options) => say({ kind: 'good', title, ...options }),
  /** A problem that lasts. The caller closes it. */
  lasting: (title: string, options: Options) => say({ kind: 'failure', title, timeoutMs: 0, ...options }),
}

function say(words: Omit<ToastWords, 'id'>): OpenToast {
  said += 1
  const id = `toast-${said}`
  if (corner) corner.show({ ...words, id })
  else {
    waiting.push({ ...words, id })
    for (const notify of listeners) notify()
  }
  return { close: () => takeAway(id) }
}

function takeAway(id: string) {
  const at = waiting.findIndex((one) => one.id === id)
  if (at >= 0) waiting.splice(at, 1)
  else corner?.close(id)
}

/** Whether the toast corner is needed, which is so from the first toast on. */
export const wantsToasts = {
  subscribe(notify: () => void) {
    listeners.add(notify)
    return () => listeners.delete(notify)
  },
  now: () => corner !== undefined || waiting.length > 0,
  onServer: () => false,
}

/** Registers the corner. It shows the waiting toasts and all later ones. */
export function takeToasts(show: Corner['show'], close: Corner['close'] = () => undefined) {
  corner = { show, close }
  for (const words of waiting.splice(0)) show(words)
  return () => {
    corner = undefined
  }
}
