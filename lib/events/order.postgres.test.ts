import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { type EventPlace, eventPlaceAt, eventPlaceBefore, markPosition } from '@/db/queries/events/positions'
import { eventsAfter } from '@/db/queries/events/read-events'
import { setEventsSince } from '@/db/queries/events/recording'
import { insertPromptEvents } from '@/db/queries/prompts/prompt-events'
import { ownPostgres } from '@/db/testing'
import { settled } from './testing/settled'

let own: Awaited<ReturnType<typeof ownPostgres>>
beforeAll(async () => {
  own = await ownPostgres()
})
afterAll(() => own.drop())

async function recordingEnvironment() {
  const { db } = own.database
  const { id: environmentId } = await makeEnvironment(db)
  await setEventsSince(db, { environmentId, since: new Date() })
  const answer = (over: typeof db, revision: string) =>
    insertPromptEvents(over, {
      events: [{ environmentId, eventId: revision, kind: 'accepted', revision, at: new Date() }],
    })
  const read = async (after: EventPlace, since?: Date) => {
    const page = await eventsAfter(db, { environmentId, after, since, limit: 7, lookMax: 10 })
    return { ...page, seen: page.events.map(({ data }) => String(data.revision)) }
  }
  return { db, answer, read }
}

const start = eventPlaceBefore('0')

it('returns an event that commits late, even to a reader past its position', async () => {
  const { db, answer, read } = await recordingEnvironment()
  let place = start
  await db.transaction(async (slow) => {
    await answer(slow, 'slow')
    await answer(db, 'quick')
    const meanwhile = await read(place)
    // The quick event can't be shown before the slow one, which precedes it.
    expect(meanwhile.seen).toEqual([])
    place = meanwhile.place
  })
  await settled(db)
  expect((await read(place)).seen).toEqual(['slow', 'quick'])
})

it('returns every committed event exactly once while writers overlap and roll back', async () => {
  const { db, answer, read } = await recordingEnvironment()
  const committed: string[] = []
  const write = async (writer: number) => {
    for (let count = 0; count < 40; count += 1) {
      const names = [1, 2, 3].slice(0, 1 + ((writer + count) % 3)).map((nth) => `${writer}-${count}-${nth}`)
      const isKept = (writer * 7 + count) % 5 !== 0
      await db
        .transaction(async (tx) => {
          for (const name of names) await answer(tx, name)
          if (!isKept) throw new Error('given up')
        })
        .then(
          () => committed.push(...names),
          () => undefined,
        )
    }
  }
  const follow = async () => {
    const seen: string[] = []
    for (let place = start; seen.at(-1) !== 'end'; ) {
      const page = await read(place)
      seen.push(...page.seen)
      place = page.place
    }
    return seen.slice(0, -1)
  }
  const followers = [follow(), follow(), follow()]
  await Promise.all([0, 1, 2, 3, 4, 5].map(write))
  await answer(db, 'end')
  const [first, ...others] = await Promise.all(followers)
  expect([...(first ?? [])].sort()).toEqual([...committed].sort())
  for (const other of others) expect(other).toEqual(first)
})

it('reading from a time returns everything recorded since, even by transactions that began before', async () => {
  const { db, answer, read } = await recordingEnvironment()
  await answer(db, 'before')
  await db.transaction(async (slow) => {
    await slow.execute('select 1')
    await markPosition(db)
    await answer(db, 'after')
    await answer(slow, 'began before')
  })
  await settled(db)
  const { events } = await read(start)
  const since = new Date(events.find(({ data }) => data.revision === 'after')?.at ?? 0)
  expect((await read(await eventPlaceAt(db, { at: since }), since)).seen).toEqual(['after'])
  const began = new Date(events.find(({ data }) => data.revision === 'began before')?.at ?? 0)
  const all = events.filter(({ at }) => new Date(at) >= began).map(({ data }) => data.revision)
  expect((await read(await eventPlaceAt(db, { at: began }), began)).seen).toEqual(all)
})

it('new events come last after a restore to a server whose transaction IDs start over', async () => {
  const { db, answer, read } = await recordingEnvironment()
  await answer(db, 'before')
  await settled(db)
  const { place } = await read(start)
  // As after restoring a dump: positions far beyond the transaction IDs of this server.
  await own.database.executeSql('update events set position = position + 5000000')
  expect((await read(place)).seen).toEqual([])
  await own.database.migrate()
  await settled(db)
  const restored = await read(start)
  expect(restored.seen).toEqual(['before'])
  await answer(db, 'after')
  await settled(db)
  expect((await read(restored.place)).seen).toEqual(['after'])
})
