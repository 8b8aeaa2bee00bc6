import { expect, it } from 'vitest'
import { parsedPayload } from './push-draft'

it('reports a number that would lose precision and text that is not JSON', () => {
  expect(parsedPayload('{"aps":{"alert":"x"},"chatId":2868860079149422351}').problems).toMatchObject([
    { path: 'payload.chatId' },
  ])
  expect(parsedPayload('{"aps":').problems).toMatchObject([{ path: 'payload' }])
  expect(parsedPayload('{"aps":{"alert":"x"},"chatId":7}')).toEqual({
    payload: { aps: { alert: 'x' }, chatId: 7 },
    problems: [],
  })
})
