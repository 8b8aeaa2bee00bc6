import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { testDatabase } from '@/db/testing'
import type { ScriptedAct } from '@/lib/deliveries/testing/scripted-apns'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'

let database: Database
let world: Awaited<ReturnType<typeof scriptedWorld>>

beforeAll(async () => {
  database = await testDatabase()
  await database.executeSql(`
    create table delivery_updates (number serial, delivery_id uuid, state text);
    create function note_update() returns trigger language plpgsql as $$
    begin
      insert into delivery_updates (delivery_id, state) values (new.id, new.state);
      return null;
    end $$;
    create trigger note_update after update on deliveries for each row execute function note_update();`)
  world = await scriptedWorld()
})
afterAll(async () => {
  await world.close()
  await database.executeSql(`
    drop trigger note_update on deliveries;
    drop function note_update();
    drop table delivery_updates;`)
})

/** The state that each UPDATE of the delivery's row left; without the mark of a request that takes longer than a second. */
async function updatesOf(id: string) {
  const { rows } = await database.executeSql(
    `select state from delivery_updates where delivery_id = $1 and state <> 'sending' order by number`,
    [id],
  )
  return (rows as { state: string }[]).map(({ state }) => state)
}

it.each<[string, ScriptedAct]>([
  ['accepted', { status: 200 }],
  ['failed', { status: 410, reason: 'Unregistered' }],
  ['failed', { status: 413, reason: 'PayloadTooLarge' }],
])('the row of a delivery that is %s at its first attempt is updated once: at its end (%o)', async (state, act) => {
  const { send, ended } = await world.someone(act)
  const { id } = await send()
  expect(await ended(id)).toMatchObject({ state, attemptCount: 1 })
  expect(await updatesOf(id)).toEqual([state])
})

it('so is each of many that are recorded together, and of those that wait for their turn in a conversation', async () => {
  const { send, ended } = await world.someone()
  const conversations = ['first', 'first', 'second', 'third', 'third', 'third']
  const sent = await Promise.all(conversations.map((conversationId) => send({ conversationId })))
  for (const { id } of sent) {
    expect(await ended(id)).toMatchObject({ state: 'accepted', attemptCount: 1 })
    expect(await updatesOf(id)).toEqual(['accepted'])
  }
})

it('a delivery that is suppressed when it is made is never updated', async () => {
  const { send } = await world.someone()
  const { id, state } = await send({ expiresAt: new Date(Date.now() - 1_000) })
  expect(state).toBe('suppressed')
  expect(await updatesOf(id)).toEqual([])
})
