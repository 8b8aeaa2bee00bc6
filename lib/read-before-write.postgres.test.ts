import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownPostgres } from '@/db/testing'
import { allActs, titleOf } from './testing/acts/all-acts'

type Own = Awaited<ReturnType<typeof ownPostgres>>
let own: Own

beforeAll(async () => {
  own = await ownPostgres()
})
afterAll(() => own.drop())

const refused = allActs.flatMap((act) => (act.again instanceof RegExp ? [[titleOf(act), act, act.again] as const] : []))

it.each(refused)(
  '%s: of two concurrent calls, one succeeds and the other is refused',
  async (_, { arrange }, again) => {
    const { db } = own.database
    const { ctx, act } = await arrange(db)
    const entriesBefore = await entriesBy(ctx.staff.id)
    const outcomes = await Promise.allSettled([act(), act()])
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(failures).toMatchObject([{ name: 'Refused', message: expect.stringMatching(again) }])
    expect(await entriesBy(ctx.staff.id)).toBe(entriesBefore + 1)
  },
)

async function entriesBy(actorId: string) {
  const { rows } = await own.database.executeSql('select from audit_entries where actor_id = $1', [actorId])
  return rows.length
}
