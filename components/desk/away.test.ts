import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { untilBack } from './away'

let asks: number[] = []
let isAway = true
let page: EventTarget & { hidden: boolean }
let browser: EventTarget

beforeEach(() => {
  vi.useFakeTimers()
  asks = []
  isAway = true
  page = Object.assign(new EventTarget(), { hidden: false })
  browser = new EventTarget()
  vi.stubGlobal('document', page)
  vi.stubGlobal('window', browser)
  vi.stubGlobal('fetch', async () => {
    asks.push(Date.now())
    return new Response(null, { status: isAway ? 502 : 200 })
  })
})

afterEach(async () => {
  isAway = false
  show()
  await vi.advanceTimersByTimeAsync(15_000)
  vi.useRealTimers()
})

const show = (isHidden = false) => {
  page.hidden = isHidden
  page.dispatchEvent(new Event('visibilitychange'))
}
const pause = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const gaps = () => asks.slice(1).map((at, index) => at - (asks[index] ?? 0))

it('asks less and less often, at least every 15 seconds, until the server responds', async () => {
  const back = untilBack()
  await pause(59_000)
  expect(gaps()).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000])
  isAway = false
  await pause(15_000)
  await back
  const count = asks.length
  await pause(60_000)
  expect(asks).toHaveLength(count)
})

it('asks at once when the tab becomes visible or the browser is online again', async () => {
  void untilBack()
  await pause(20_000)
  const count = asks.length
  browser.dispatchEvent(new Event('online'))
  await pause()
  expect(asks).toHaveLength(count + 1)
  show()
  await pause()
  expect(asks).toHaveLength(count + 2)
})

it('doesn’t ask while the tab is hidden', async () => {
  page.hidden = true
  void untilBack()
  await pause(60_000)
  browser.dispatchEvent(new Event('online'))
  await pause()
  expect(asks).toEqual([])
  show()
  await pause()
  expect(asks).toHaveLength(1)
  show(true)
  await pause(60_000)
  expect(asks).toHaveLength(1)
  isAway = false
  show()
  await pause()
  expect(asks).toHaveLength(2)
})
