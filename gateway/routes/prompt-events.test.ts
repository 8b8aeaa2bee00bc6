import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { promptEvents } from '@/db/schema/prompts'
import { promptServer } from '@/gateway/testing-prompt'

const { setting, url } = promptServer()

describe('POST /api/v1/prompt/events', () => {
  const send = (events: unknown[]) =>
    fetch(`${url()}/api/v1/prompt/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${setting().publishableKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    })
  const event = (id: string) => ({
    id,
    kind: 'displayed',
    user: { id: 'a' },
    revision: 'r:1',
    at: new Date().toISOString(),
  })

  it('counts an event once, however often it is sent', async () => {
    expect(await (await send([event('1'), event('2')])).json()).toEqual({ recorded: 2, repeated: 0 })
    expect(await (await send([event('2'), event('3'), event('3')])).json()).toEqual({ recorded: 1, repeated: 2 })
  })

  it('accepts at most 100 events, and rejects a call without a valid event by path', async () => {
    expect((await send(Array.from({ length: 101 }, (_, index) => event(`many-${index}`)))).status).toBe(400)
    expect((await send([])).status).toBe(400)
    const refused = await send([{ ...event('a'), kind: 'shown' }, 'no event'])
    expect(refused.status).toBe(400)
    const paths = (await refused.json()).errors.map(({ path }: { path: string }) => path)
    expect(paths).toEqual(['events.0.kind', 'events.1'])
  })

  it.each([
    ['an unknown kind', { kind: 'shown' }, ['kind']],
    ['no time', { at: undefined }, ['at']],
    ['a time without a zone', { at: '2026-01-31T12:00:00' }, ['at']],
    ['a user that is a placeholder', { user: { id: 'undefined' } }, ['user.id']],
    ['an ID that is a placeholder', { id: 'null' }, ['id']],
    ['a character that isn’t valid text', { revision: 'r\0' }, ['revision']],
    ['an unknown field', { colour: 'red' }, ['colour']],
  ])('rejects only the event with %s, and records the others', async (name, wrong, paths) => {
    const bad = { ...event(`bad ${name}`), ...wrong }
    const answer = await send([event(`before ${name}`), bad, event(`after ${name}`)])
    expect(answer.status).toBe(200)
    const body = await answer.json()
    expect(body).toMatchObject({ recorded: 2, repeated: 0, refused: [{ index: 1, id: bad.id }] })
    expect(body.refused[0].errors.map(({ path }: { path: string }) => path)).toEqual(paths)
  })

  it.each(['toString', 'constructor', '__proto__', 'hasOwnProperty', 'valueOf'])(
    'rejects an unknown field called %s like any other',
    async (name) => {
      const events = [JSON.parse(`{"${name}": 1}`), JSON.parse(`{"user": {"${name}": "\\u0000"}}`)]
      const refused = await send(events)
      expect(refused.status).toBe(400)
      expect((await refused.json()).code).toBe('invalid')
    },
  )

  it('stores the server’s time for an event from a phone whose clock is ahead', async () => {
    const ahead = { ...event('ahead'), at: new Date(Date.now() + 3_600_000).toISOString() }
    expect(await (await send([ahead])).json()).toEqual({ recorded: 1, repeated: 0 })
    const [stored] = await setting().database.db.select().from(promptEvents).where(eq(promptEvents.eventId, 'ahead'))
    expect(stored?.at.getTime()).toBeLessThanOrEqual(Date.now())
  })
})
