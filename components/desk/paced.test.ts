import { environmentManager, focusManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paced } from './paced'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] })
  focusManager.setFocused(true)
  environmentManager.setIsServer(() => false)
})
afterEach(() => {
  focusManager.setFocused(undefined)
  environmentManager.setIsServer(() => true)
  vi.useRealTimers()
})

test.each([
  { tookMs: 10, everyMs: 3_000 },
  { tookMs: 500, everyMs: 10_000 },
  { tookMs: 5_000, everyMs: 30_000 },
])('a count that takes $tookMs ms is polled every $everyMs ms', async ({ tookMs, everyMs }) => {
  const askedAt: number[] = []
  const start = performance.now()
  const ask = () => {
    askedAt.push(performance.now() - start)
    return new Promise<number>((resolve) => setTimeout(resolve, tookMs, askedAt.length))
  }
  const client = new QueryClient()
  const observer = new QueryObserver(client, { queryKey: ['count'], ...paced(3_000, ask) })
  const end = observer.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(3 * (everyMs + tookMs) - 1)
  end()
  client.clear()
  expect(askedAt).toEqual([0, everyMs + tookMs, 2 * (everyMs + tookMs)])
})
