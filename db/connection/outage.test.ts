import { describe, expect, it } from 'vitest'
import { isOutage } from './outage'

const coded = (code: string) => Object.assign(new Error('said by the server'), { code })

describe('an outage of the database', () => {
  it.each([
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN'],
    // Connection lost, password changed, disk full, out of memory, too many connections, statement timeout, shutting
    // down, starting up, input/output error, a file that can't grow, a corrupt page.
    ...['08006', '28P01', '53100', '53200', '53300', '57014', '57P01', '57P03', '58030', 'XX000', 'XX001'],
    // No such database, no connections allowed, read-only, idle in transaction, lock timeout, deadlock, conflict.
    ...['3D000', '55000', '25006', '25P03', '55P03', '40P01', '40001'],
  ])('is recognized by the code %s, also as the cause of another error', (code) => {
    expect(isOutage(coded(code))).toBe(true)
    expect(isOutage(new Error('Failed query: select 1', { cause: coded(code) }))).toBe(true)
  })

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ])('is recognized by pg’s message “%s”', (message) => {
    expect(isOutage(new Error(message))).toBe(true)
  })

  it.each(['23505', '23503', '22P02', '42703', '42501', '25P02', ''])(
    'doesn’t include the statement’s own error %s',
    (code) => {
      expect(isOutage(coded(code))).toBe(false)
    },
  )

  it('doesn’t include errors from elsewhere', () => {
    expect(isOutage(new TypeError('x is undefined'))).toBe(false)
    expect(isOutage('Query read timeout')).toBe(false)
  })
})
