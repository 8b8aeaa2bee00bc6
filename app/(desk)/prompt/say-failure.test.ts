import { beforeEach, describe, expect, it } from 'vitest'
import { type ToastWords, takeToasts } from '@/components/ui/toast'
import { ActRefused } from './prompt-acts'
import { sayFailure } from './say-failure'

const act = { couldNot: 'turn the prompt off', isDone: 'the prompt is off' }
let said: ToastWords[] = []

beforeEach(() => {
  said = []
  return takeToasts((words) => said.push(words))
})

describe('a failed act', () => {
  it('says that nothing happened only where the server refused', () => {
    sayFailure(new ActRefused({ title: 'Your role does not allow this.' }, 403), act)
    expect(said).toMatchObject([
      { title: 'Couldn’t turn the prompt off', description: 'Your role does not allow this.' },
    ])
  })

  it.each([
    ['the connection broke before the response', new TypeError('fetch failed')],
    ['a proxy gave up waiting', new ActRefused({}, 504)],
    ['the server failed after the commit', new ActRefused({}, 500)],
  ])('claims neither that it was done nor that it was not: %s', (_, error) => {
    sayFailure(error, act)
    expect(said).toMatchObject([
      { title: 'No response from Pushdesk', description: 'Reload the page to see whether the prompt is off.' },
    ])
  })
})
