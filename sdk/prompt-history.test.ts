import { expect, it } from 'vitest'
import { createPromptHistory } from './prompt-history'
import { memoryStorage } from './storage'

const user = { id: 'anna' }
const dayMs = 86_400_000
const today = Date.UTC(2027, 2, 15)
const policy = { afterDays: 7, timesMax: 3 }

function historyAt(noted: number) {
  const storage = memoryStorage()
  let clock = noted
  const history = createPromptHistory(storage, () => clock)
  history.noteAsked(user)
  return { history, storage, setClock: (at: number) => (clock = at) }
}

it('waits from now on if the clock was years ahead when the customer was asked', () => {
  const { history, setClock } = historyAt(Date.UTC(2040, 0, 1))
  setClock(today)
  expect(history.contextOf(user)).toEqual({ timesAsked: 1, lastDismissedAt: new Date(today).toISOString() })
  expect(history.objection(user, policy)).toBe('asked_recently')
  setClock(today + 8 * dayMs)
  expect(history.objection(user, policy)).toBeUndefined()
})

it('keeps waiting while the clock is far behind', () => {
  const { history, setClock } = historyAt(today)
  setClock(0)
  expect(history.objection(user, policy)).toBe('asked_recently')
  setClock(today + dayMs)
  expect(history.objection(user, policy)).toBe('asked_recently')
})

it.each([
  '{"id:anna":{"times":"2","lastAt":5}}',
  '{"id:anna":{"times":2,"lastAt":"soon"}}',
  '{"id:anna":null}',
  '[1]',
  '7',
  '{',
])('ignores stored data that no SDK wrote: %s', (stored) => {
  const storage = memoryStorage()
  storage.setItem('pushdesk.asked', stored)
  const history = createPromptHistory(storage, () => today)
  expect(history.contextOf(user)).toEqual({ timesAsked: 0 })
  expect(history.objection(user, policy)).toBeUndefined()
  history.noteAsked(user)
  expect(history.contextOf(user)).toMatchObject({ timesAsked: 1 })
})
