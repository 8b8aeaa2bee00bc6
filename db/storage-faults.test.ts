import { afterEach, describe, expect, it, vi } from 'vitest'
import { StorageFaults } from './storage-faults'

afterEach(() => vi.useRealTimers())

const failed = (code: string) => new Error('Failed query', { cause: Object.assign(new Error(), { code }) })

describe('a database that refuses to store', () => {
  it.each(['53100', '53200', '58030', '25006', 'XX001'])('is remembered after %s for half a minute', (code) => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const faults = new StorageFaults()
    expect(faults.isRecent()).toBe(false)
    faults.note(failed(code))
    vi.advanceTimersByTime(29_999)
    expect(faults.isRecent()).toBe(true)
    vi.advanceTimersByTime(1)
    expect(faults.isRecent()).toBe(false)
  })

  it.each(['53300', 'XX000', '57P01', '08006', '23505', '40P01', 'ECONNREFUSED'])('is not told by %s', (code) => {
    const faults = new StorageFaults()
    faults.note(failed(code))
    expect(faults.isRecent()).toBe(false)
  })
})
