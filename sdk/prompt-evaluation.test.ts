import { expect, it } from 'vitest'
import { createPromptEvaluation, type PromptContext } from './prompt-evaluation'
import { createRequester } from './request'
import type { User } from './user'

/** Returns the context as the phone sends it. */
async function contextSent(user: User, context: PromptContext) {
  const bodies: string[] = []
  const fetch: typeof globalThis.fetch = async (_, init) => {
    bodies.push(String(init?.body))
    return Response.json({ flags: [] })
  }
  const evaluate = createPromptEvaluation(
    createRequester({ endpoint: 'http://127.0.0.1', publishableKey: 'pk_test', fetch, userToken: undefined }),
  )
  await evaluate({ user, context, timeoutMs: 60_000 })
  return JSON.parse(bodies[0] ?? '{}').context
}

it('sends lists and nested attributes as the app gives them', async () => {
  const context = { roles: ['staff', 'beta'], account: { plan: 'premium' }, isNew: true, visits: 7 }
  expect(await contextSent({ id: 'anna' }, context)).toEqual({ targetingKey: 'anna', user: { id: 'anna' }, ...context })
})

it('lets the app add user attributes, but not change the user’s ID', async () => {
  const user = { id: 'mallory', plan: 'premium' }
  const context = { user, targetingKey: 'mallory' }
  expect(await contextSent({ id: 'anna' }, context)).toEqual({
    targetingKey: 'anna',
    user: { id: 'anna', plan: 'premium' },
  })
  expect(await contextSent({ anonymousId: 'a-1' }, context)).toEqual({ targetingKey: 'a-1', user: { plan: 'premium' } })
})
