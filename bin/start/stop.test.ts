import { expect, it, vi } from 'vitest'
import { stopping } from './stop'

function started() {
  let nowMs = 5_000
  let end: () => void = () => undefined
  const exit = vi.fn<(code: number) => void>()
  const stop = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        end = resolve
      }),
  )
  const heard = stopping({ stop, exit, nowMs: () => nowMs })
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { heard, stop, exit, pass, end: () => end() }
}

it('a Ctrl C that arrives from the terminal and once more from npm stops the process gracefully', async () => {
  const { heard, stop, exit, pass, end } = started()
  heard('SIGINT')
  pass(20)
  heard('SIGINT')
  expect(exit).not.toHaveBeenCalled()
  end()
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0))
  expect(stop).toHaveBeenCalledTimes(1)
  expect(exit).toHaveBeenCalledTimes(1)
})

it('a second Ctrl C more than a second later ends the process at once', () => {
  const { heard, exit, pass, end } = started()
  heard('SIGINT')
  pass(1_001)
  heard('SIGINT')
  expect(exit).toHaveBeenCalledWith(1)
  end()
})
