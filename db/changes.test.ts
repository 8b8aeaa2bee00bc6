import { expect, it } from 'vitest'
import { changeIn } from './changes'

it('parses a change as it was announced', () => {
  const change = { kind: 'deliveries', environmentId: 'one', notificationIds: ['a', 'b'] }
  expect(changeIn(JSON.stringify(change))).toEqual(change)
})

it('ignores fields that a newer version added to a change', () => {
  expect(changeIn('{"kind":"due","transport":"apns"}')).toEqual({ kind: 'due' })
})

it('reports a gap for a change that this version cannot parse', () => {
  expect(changeIn('{"kind":"keys"}')).toEqual({ kind: 'gap' })
})

it.each(['{"kind":"of another version"}', '{"kind":"gap"}', '7', 'null', 'no JSON', ''])('ignores %s', (payload) => {
  expect(changeIn(payload)).toBeUndefined()
})
