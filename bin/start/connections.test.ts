import { expect, it } from 'vitest'
import { connectionWords } from './connections'

it('the startup log says how many connections the process needs and how many it may have', () => {
  expect(connectionWords(21, { allowed: 97, free: 90 })).toEqual({
    isEnough: true,
    sentence: 'this process needs up to 21 database connections; the server allows 97, of which 90 are free',
  })
})

it('the startup log warns if the server has fewer, and says what to do', () => {
  expect(connectionWords(21, { allowed: 25, free: 19 })).toEqual({
    isEnough: false,
    sentence:
      'this process needs up to 21 database connections, but the server allows 25, of which 19 are free. Lower DATABASE_POOL_MAX, or raise the limit of the server, the database, or the role',
  })
  expect(connectionWords(21, { allowed: 25, free: 20 }).isEnough).toBe(true)
})
