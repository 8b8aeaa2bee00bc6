'use client'

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'

const RenderedAt = createContext(0)

/** Provides the time of the server render as "now", so that hydration produces the same text. */
export function NowProvider({ renderedAtMs, children }: { renderedAtMs: number; children: ReactNode }) {
  return <RenderedAt value={renderedAtMs}>{children}</RenderedAt>
}

const tickMs = 5_000
const listeners = new Set<() => void>()
let nowMs = 0
let timer: ReturnType<typeof setInterval> | undefined

function tick() {
  nowMs = Date.now()
  for (const notify of listeners) notify()
}

function subscribe(notify: () => void) {
  listeners.add(notify)
  timer ??= setInterval(tick, tickMs)
  return () => {
    listeners.delete(notify)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    nowMs = 0
  }
}

/** One clock for the whole page. */
export function useNow(): Date {
  const renderedAtMs = useContext(RenderedAt)
  const ms = useSyncExternalStore(
    subscribe,
    () => {
      nowMs ||= Date.now()
      return nowMs
    },
    () => renderedAtMs,
  )
  return new Date(ms)
}
