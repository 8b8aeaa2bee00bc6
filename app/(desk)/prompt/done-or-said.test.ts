import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type ToastWords, takeToasts } from '@/components/ui/overlays/toast'
import { doneOrSaid } from './done-or-said'

const act = { couldNot: 'turn the prompt off', isDone: 'the prompt is off' }
let said: ToastWords[] = []

beforeEach(() => {
  said = []
  // The server responds again at once.
  vi.stubGlobal('fetch', async () => new Response())
  vi.stubGlobal('document', { hidden: false })
  return takeToasts((words) => said.push(words))
})

describe('a prompt action', () => {
  it('returns its result and shows nothing', async () => {
    const done = Promise.resolve({ ok: true as const, result: { revision: 3 } })
    expect(await doneOrSaid(() => done, act)).toMatchObject({ result: { revision: 3 } })
    expect(said).toEqual([])
  })

  it('says that it failed only if the server refused it', async () => {
    const message = 'Your role does not allow this.'
    const refused = { ok: false as const, message, code: 'forbidden', fields: {}, entered: {} }
    expect(await doneOrSaid(() => Promise.resolve(refused), act)).toBeUndefined()
    expect(said).toMatchObject([{ title: 'Couldn’t turn the prompt off', description: message }])
  })

  it.each([
    ['the connection broke before the response', new TypeError('fetch failed')],
    ['a proxy gave up waiting', new Error('An unexpected response was received from the server.')],
    ['the server failed after the commit', Object.assign(new Error('An error occurred.'), { digest: 'a1' })],
  ])('claims neither success nor failure: %s', async (_, error) => {
    expect(await doneOrSaid(() => Promise.reject(error), act)).toBeUndefined()
    expect(said).toMatchObject([
      { title: 'No response from Pushdesk', description: 'Reload the page to see whether the prompt is off.' },
    ])
  })
})
