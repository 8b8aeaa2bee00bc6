import { describe, expect, it } from 'vitest'
import { OneAtATime, SingleFlight } from './single-flight'

/** Work that ends when the test says so. */
function heldWork() {
  const runs: { resolve: (value: number) => void; reject: (error: Error) => void }[] = []
  const work = () => new Promise<number>((resolve, reject) => runs.push({ resolve, reject }))
  return { runs, work }
}

describe('a single flight', () => {
  it('gives simultaneous callers the result of one lookup, and the next caller a new one', async () => {
    const { runs, work } = heldWork()
    const flight = new SingleFlight<number>()
    const asked = Array.from({ length: 200 }, () => flight.share('a', work))
    const other = flight.share('b', work)
    expect(runs).toHaveLength(2)
    runs[0]?.resolve(7)
    runs[1]?.resolve(8)
    expect(new Set(await Promise.all(asked))).toEqual(new Set([7]))
    expect(await other).toBe(8)
    void flight.share('a', work)
    expect(runs).toHaveLength(3)
  })

  it('passes a failure to every waiting caller, and doesn’t keep it', async () => {
    const { runs, work } = heldWork()
    const flight = new SingleFlight<number>()
    const asked = [flight.share('a', work), flight.share('a', work)]
    runs[0]?.reject(new Error('away'))
    for (const one of asked) await expect(one).rejects.toThrow('away')
    const again = flight.share('a', work)
    runs[1]?.resolve(1)
    expect(await again).toBe(1)
  })

  it('shares nothing that began before it was told to forget', async () => {
    const { runs, work } = heldWork()
    const flight = new SingleFlight<number>()
    const before = flight.share('a', work)
    flight.forget()
    const after = flight.share('a', work)
    runs[0]?.resolve(1)
    expect(await before).toBe(1)
    const joined = flight.share('a', work)
    expect(runs).toHaveLength(2)
    runs[1]?.resolve(2)
    expect([await after, await joined]).toEqual([2, 2])
  })
})

describe('one at a time', () => {
  it('combines all calls during a run into one more run, even after a failure', async () => {
    const { runs, work } = heldWork()
    const turns = new OneAtATime(async () => void (await work()))
    const first = turns.run()
    await expect.poll(() => runs.length).toBe(1)
    const meanwhile = [turns.run(), turns.run(), turns.run()]
    runs[0]?.reject(new Error('away'))
    await expect(first).rejects.toThrow('away')
    await expect.poll(() => runs.length).toBe(2)
    runs[1]?.resolve(0)
    await Promise.all(meanwhile)
    await turns.settled()
    expect(runs).toHaveLength(2)
  })
})
