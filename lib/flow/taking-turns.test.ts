import { describe, expect, it } from 'vitest'
import { NoTurn, takingTurns } from './taking-turns'

describe('turns', () => {
  it('run a limited number at once, keep waiting tasks in order, and reject the rest', async () => {
    const inTurn = takingTurns({ atOnce: 2, waitingMax: 3 })
    const ends: (() => void)[] = []
    const begun: number[] = []
    const work = (number: number) => () =>
      new Promise<number>((resolve) => {
        begun.push(number)
        ends.push(() => resolve(number))
      })
    const all = [0, 1, 2, 3, 4, 5, 6].map((number) => inTurn(work(number)))
    const settled = Promise.allSettled(all)
    await expect(all[5]).rejects.toBeInstanceOf(NoTurn)
    await expect(all[6]).rejects.toBeInstanceOf(NoTurn)
    expect(begun).toEqual([0, 1])
    for (let at = 0; at < 5; at++) {
      ends[at]?.()
      await all[at]
    }
    expect(begun).toEqual([0, 1, 2, 3, 4])
    expect((await settled).map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(2)
  })

  it('pass to the next task after a failure', async () => {
    const inTurn = takingTurns({ atOnce: 1, waitingMax: 1 })
    const failing = inTurn(() => Promise.reject(new Error('no')))
    const next = inTurn(() => Promise.resolve('yes'))
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('yes')
    expect(await inTurn(() => Promise.resolve('again'))).toBe('again')
  })
})
