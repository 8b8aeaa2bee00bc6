import { expect, it } from 'vitest'
import { changeIn } from './changes'

it('gives a change as it was announced', () => {
  const change = { kind: 'deliveries', environmentId: 'one', notificationIds: ['a', 'b'] }
  expect(changeIn(JSON.stringify(change))).toEqual(change)
})

it('leaves aside what a newer version adds to a change', () => {
  expect(changeIn('{"kind":"due","transport":"apns"}')).toEqual({ kind: 'due' })
})

it('counts a change that this version cannot read as missed', () => {
  expect(changeIn('{"kind":"keys"}')).toEqual({ kind: 'gap' })
})

it.each(['{"kind":"of another version"}', '{"kind":"gap"}', '7', 'null', 'no JSON', ''])('ignores %s', (payload) => {
  expect(changeIn(payload)).toBeUndefined()
})
