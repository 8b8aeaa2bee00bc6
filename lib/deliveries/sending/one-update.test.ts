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

/** The state after each UPDATE of the delivery's row, except `sending`, which marks requests longer than a second. */
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
])('updates the row of a delivery that is %s at its first attempt only once (%o)', async (state, act) => {
  const { send, ended } = await world.someone(act)
  const { id } = await send()
  expect(await ended(id)).toMatchObject({ state, attemptCount: 1 })
  expect(await updatesOf(id)).toEqual([state])
})

it('updates each row once, even in a batch or behind another message in its conversation', async () => {
  const { send, ended } = await world.someone()
  const conversations = ['first', 'first', 'second', 'third', 'third', 'third']
  const sent = await Promise.all(conversations.map((conversationId) => send({ conversationId })))
  for (const { id } of sent) {
    expect(await ended(id)).toMatchObject({ state: 'accepted', attemptCount: 1 })
    expect(await updatesOf(id)).toEqual(['accepted'])
  }
})

it('never updates a delivery that is suppressed on creation', async () => {
  const { send } = await world.someone()
  const { id, state } = await send({ expiresAt: new Date(Date.now() - 1_000) })
  expect(state).toBe('suppressed')
  expect(await updatesOf(id)).toEqual([])
})
