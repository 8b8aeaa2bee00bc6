import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isWhole } from '@/lib/incidents/detection/fold-outages'
import { apnsRows } from './testing/apns-rows'
import { callerRows } from './testing/caller-rows'
import { companyRows } from './testing/company-rows'
import { lifeOf } from './testing/life'
import { type FaultPlace, placeIn } from './testing/place'
import { outageAt, platformRows } from './testing/platform-rows'
import { type Pushdesk, startPushdesk } from './testing/pushdesk'
import type { FaultRow } from './testing/row'

// On PostgreSQL alone: the worker and the gateway are processes of their own, and PGlite belongs to one process.

const rows = [...apnsRows, ...companyRows, ...callerRows]
const named = (some: FaultRow[]) => some.map((row) => [row.name, row] as const)

const openMsMax = 20_000
const toldMsMax = 30_000
const closedMsMax = 60_000
const minute = 60_000

type Fault = { row: FaultRow; place: FaultPlace; scope: object; isOne: Parameters<typeof lifeOf>[1] }
type Life = Awaited<ReturnType<typeof close>>

let pushdesk: Pushdesk
let calm: FaultPlace
/** Companies that send to the production host. */
let senders: FaultPlace[]
const lives = new Map<string, Promise<Life>>()

beforeAll(async () => {
  pushdesk = await startPushdesk()
  calm = await placeIn(pushdesk, 'calm')
  await calm.registerPhones(30)
  await calm.sendTo(20)
  senders = await Promise.all(['first', 'second'].map((slug) => placeIn(pushdesk, slug, 'production')))
  for (const sender of senders) await sender.registerPhones(4)
  const faults = await Promise.all(rows.map(faultOf))
  // All have begun before any is repaired.
  const opening = faults.map((fault) => [fault, open(fault)] as const)
  const sideBySide = Promise.allSettled(opening.flatMap(([{ row }, opened]) => (row.shownAfter ? [] : [opened])))
  for (const [fault, opened] of opening)
    lives.set(
      fault.row.name,
      (fault.row.shownAfter ? opened : sideBySide.then(() => opened)).then((found) => close(fault, found)),
    )
  for (const life of lives.values()) life.catch(() => undefined)
}, 4 * minute)

afterAll(() => pushdesk?.close(), minute)

async function faultOf(row: FaultRow): Promise<Fault> {
  const place = await placeIn(pushdesk, row.slug)
  await place.registerPhones(row.phones ?? 0)
  await row.prepare?.(place)
  const scope = { company: row.slug, app: 'app', environment: 'sandbox' }
  return { row, place, scope, isOne: ({ environmentId }) => environmentId === place.environmentId }
}

async function open({ row, place, isOne }: Fault) {
  const beganAt = Date.now() + (row.shownAfter?.seconds ?? 0) * 1_000
  await row.begin(place)
  return lifeOf(pushdesk, isOne).open({ beganAt, affected: row.affected })
}

async function close({ row, place, scope, isOne }: Fault, opened: Awaited<ReturnType<typeof open>>) {
  const repairedAt = Date.now()
  await row.repair(place)
  return { ...opened, scope, ...(await lifeOf(pushdesk, isOne).close({ id: opened.id, repairedAt })) }
}

function check(row: FaultRow, life: Life) {
  const { incident } = life
  expect(life.causes).toEqual([row.cause])
  expect(incident).toMatchObject({
    cause: row.cause,
    state: 'open',
    nextAction: { who: row.next.who, sentence: expect.stringMatching(row.next.sentence) },
    sentence: expect.stringMatching(row.sentence),
  })
  expect(incident.scope).toEqual(life.scope)
  if (typeof row.affected === 'function') expect(incident.affected).toSatisfy(row.affected)
  else expect(incident.affected).toEqual(row.affected)
  expect(life.openedAfterMs).toBeLessThanOrEqual(openMsMax)
  expect(life.toldAfterMs).toBeLessThanOrEqual(toldMsMax)
  expect(life.closedAfterMs).toBeLessThanOrEqual(closedMsMax)
  expect(life.toldOfEndAfterMs).toBeLessThanOrEqual(toldMsMax)
  expect(life.mails.map((text) => text.split(':')[0])).toEqual(['Opened', 'Closed'])
}

describe('faults of many companies at the same time', () => {
  it.each(named(rows))(
    '%s: one incident opens, channels are told, and it closes after the repair',
    async (name, row) => {
      const life = await lives.get(name)
      if (!life) throw new Error('the fault never began')
      check(row, life)
      expect(life.webhooks).toEqual(['incident.opened', 'incident.closed'])
    },
  )

  it('open no other incident, and none where there is no fault', async () => {
    await Promise.allSettled(lives.values())
    const found = pushdesk.watch.incidents().map(({ cause }) => cause)
    expect(found.toSorted()).toEqual(rows.map(({ cause }) => cause).toSorted())
  })
})

/** The webhooks of all companies get each message once. */
const toldToAll = () => [...rows, calm, ...senders].flatMap(() => ['incident.closed', 'incident.opened']).toSorted()

describe('a fault of the whole platform', () => {
  it.each(named(platformRows))(
    '%s: one incident opens, all channels are told, and it closes after the repair',
    async (_, row) => {
      const before = new Set(pushdesk.watch.incidents().map(({ id }) => id))
      const fault: Fault = { row, place: calm, scope: {}, isOne: ({ id }) => !before.has(id) }
      const life = await close(fault, await open(fault))
      check(row, life)
      expect(life.webhooks.toSorted()).toEqual(toldToAll())
    },
  )

  it('APNs responds with 503 to several companies: one incident of its host opens, and closes after the repair', async () => {
    const row = outageAt(senders)
    const fault: Fault = { row, place: calm, scope: { environment: 'production' }, isOne: isWhole }
    const life = await close(fault, await open(fault))
    check(row, life)
    expect(life.webhooks.toSorted()).toEqual(toldToAll())
  })
})

it('the detector looks every 2.5 seconds', () => {
  expect(pushdesk.watch.rhythmMs()).toBeLessThan(3_000)
})
