import { expect, it } from 'vitest'
import { readEnv } from '@/lib/env'
import { sessionLimitsIn } from './database'

const hours = (variables: Record<string, string>) => {
  const { lengthMs, idleMs } = sessionLimitsIn(readEnv(variables))
  return [lengthMs / 3_600_000, idleMs / 3_600_000]
}

it.each([
  [{}, [168, 12]],
  [{ SESSION_HOURS: '8', SESSION_IDLE_HOURS: '0.5' }, [8, 0.5]],
  // The idle limit never exceeds the session's length.
  [{ SESSION_HOURS: '8' }, [8, 8]],
  [{ SESSION_IDLE_HOURS: '24' }, [168, 24]],
])('with %j, sessions last and may be idle %j hours', (variables, expected) => {
  expect(hours(variables)).toEqual(expected)
})

it.each([
  [{ SESSION_HOURS: '0' }, 'SESSION_HOURS must be 1 to 720'],
  [{ SESSION_HOURS: '721' }, 'SESSION_HOURS must be 1 to 720'],
  [{ SESSION_HOURS: 'a day' }, 'SESSION_HOURS must be a number of hours'],
  [{ SESSION_IDLE_HOURS: '0.1' }, 'SESSION_IDLE_HOURS must be 0.25 to 720'],
  [{ SESSION_HOURS: '8', SESSION_IDLE_HOURS: '9' }, 'SESSION_IDLE_HOURS must be at most SESSION_HOURS, which is 8'],
])('refuses to start with %j', (variables, fault) => {
  expect(() => hours(variables)).toThrow(fault)
})
