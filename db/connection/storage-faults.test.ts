import { afterEach, describe, expect, it, vi } from 'vitest'
import { StorageFaults } from './storage-faults'

afterEach(() => vi.useRealTimers())

const failed = (code: string, message = '') =>
  new Error('Failed query', { cause: Object.assign(new Error(message), { code }) })

describe('a database that fails to store', () => {
  it.each(['53100', '53200', '58030', '25006', 'XX001'])('is remembered after %s for fifteen seconds', (code) => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const faults = new StorageFaults()
    expect(faults.isRecent()).toBe(false)
    faults.note(failed(code))
    vi.advanceTimersByTime(14_999)
    expect(faults.isRecent()).toBe(true)
    vi.advanceTimersByTime(1)
    expect(faults.isRecent()).toBe(false)
  })

  it.each(['53300', 'XX000', '57P01', '08006', '23505', '40P01', 'ECONNREFUSED'])('isn’t recognized by %s', (code) => {
    const faults = new StorageFaults()
    faults.note(failed(code))
    expect(faults.isRecent()).toBe(false)
  })

  it('is recognized by PostgreSQL’s message about a file where the system error has no code', () => {
    const faults = new StorageFaults()
    faults.note(failed('XX000', 'could not extend file "base/5/16396": File too large'))
    expect(faults.isRecent()).toBe(true)
  })
})
