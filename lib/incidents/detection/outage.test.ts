import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { emptyDatabase } from '@/db/testing'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'
import { until } from '@/lib/deliveries/testing/until'
import { detectIncidents } from './detect'

let database: Database
let world: Awaited<ReturnType<typeof scriptedWorld>>
// The detector looks at all companies, and two that fail at once are one platform outage.
beforeEach(async () => {
  database = await emptyDatabase()
  world = await scriptedWorld({ database })
})
afterEach(async () => {
  await world.close()
  await database.close()
})

/** Runs the detector once. Returns the causes of the environment's open incidents. */
async function look(environmentId: string, later = 0) {
  const { db } = database
  await db.transaction((tx) => detectIncidents(tx, { now: new Date(Date.now() + later) }))
  const rows = await db.query.incidents.findMany({
    where: (incident, { and, eq, isNull }) => and(eq(incident.environmentId, environmentId), isNull(incident.closedAt)),
  })
  return rows.map(({ cause }) => cause)
}

it('opens an incident if APNs responds to one message with 503, and closes it afterwards', async () => {
  const { environmentId, send, ended, device } = await world.someone({ status: 503, reason: 'ServiceUnavailable' })
  const { id } = await send()
  const found = await until(
    () => look(environmentId),
    (causes) => causes.length > 0,
    60_000,
  )
  expect(found).toEqual(['apns_unavailable'])
  world.apns.script(device.address, { status: 200 })
  expect(
    await until(
      () => ended(id),
      () => true,
    ),
  ).toMatchObject({ state: 'accepted' })
  await look(environmentId, 15_000)
  expect(await look(environmentId, 30_000)).toEqual([])
})

it('opens an incident if the connection breaks before each response', async () => {
  const { environmentId, send } = await world.someone('reset')
  await send()
  const found = await until(
    () => look(environmentId),
    (causes) => causes.length > 0,
    60_000,
  )
  expect(found).toEqual(['apns_unavailable'])
})
