import { expect, test } from 'vitest'
import { flag, instant, listOf, number, object, oneOf, optional, orNull, read, recordOf, text } from './shape'

const Row = object({
  id: text,
  state: oneOf(['accepted', 'failed']),
  at: instant,
  reason: orNull(text),
  note: optional(text),
  counts: recordOf(number),
})
const row = { id: 'a', state: 'failed', at: '2026-03-01T10:00:00.000Z', reason: null, counts: { failed: 2 } }

test('reads instants as dates, keeps null, and drops unknown fields', () => {
  expect(read(listOf(Row), [{ ...row, secret: 'x' }])).toEqual([{ ...row, at: new Date(row.at) }])
})

test.each([
  [{ ...row, id: 7 }, 'answer[0].id is not a string'],
  [{ ...row, state: 'delivered' }, 'answer[0].state is not one of accepted, failed'],
  [{ ...row, at: 'soon' }, 'answer[0].at is not an instant'],
  [{ ...row, reason: undefined }, 'answer[0].reason is not a string'],
  [{ ...row, counts: { failed: '2' } }, 'answer[0].counts.failed is not a number'],
  [null, 'answer[0] is not an object'],
])('rejects %j and names the path', (wrong, says) => {
  expect(() => read(listOf(Row), [wrong])).toThrow(says)
})

test('rejects a value that isn’t a list or a boolean', () => {
  expect(() => read(listOf(flag), {})).toThrow('answer is not a list')
  expect(() => read(flag, 'true')).toThrow('answer is not a boolean')
})
