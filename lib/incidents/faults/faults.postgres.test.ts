import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isWhole } from '@/lib/incidents/detection/fold-outages'
import { apnsRows } from './testing/apns-rows'
import { callerRows } from './testing/caller-rows'
import { companyRows } from './testing/company-rows'
import { lifeOf } from './testing/life'
import { type FaultPlace, placeIn } from './testing/place'
import { noTrust, outageAt, platformRows, tooFewWorkers } from './testing/platform-rows'
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
type Lives = Map<string, Promise<Life>>

let pushdesk: Pushdesk
let calm: FaultPlace
/** Companies that send to the production host. */
let senders: FaultPlace[]
/** For the faults at the end. */
let untrusting: Fault
let behind: Fault
let lives: Lives

beforeAll(async () => {
  pushdesk = await startPushdesk()
  calm = await placeIn(pushdesk, 'calm')
  await calm.registerPhones(30)
  await calm.sendTo(20)
  senders = await Promise.all(['first', 'second'].map((slug) => placeIn(pushdesk, slug, 'production')))
  for (const sender of senders) await sender.registerPhones(4)
  untrusting = await faultOf(noTrust)
  behind = {
    ...(await faultOf(tooFewWorkers)),
    scope: {},
    isOne: ({ cause, companyId }) => cause === 'queue_behind' && !companyId,
  }
  lives = sideBySide(await Promise.all(rows.map(faultOf)))
}, 4 * minute)

/** All have begun before any is repaired, except those that take long until they are shown. */
function sideBySide(faults: Fault[]): Lives {
  const opening = faults.map((fault) => [fault, open(fault)] as const)
  const soon = Promise.allSettled(opening.flatMap(([{ row }, opened]) => (row.shownAfter ? [] : [opened])))
  const all = opening.map(([fault, opened]) => {
    const life = (fault.row.shownAfter ? opened : soon.then(() => opened)).then((found) => close(fault, found))
    life.catch(() => undefined)
    return [fault.row.name, life] as const
  })
  return new Map(all)
}

async function lifeIn(all: Lives, { name }: FaultRow): Promise<Life> {
  const life = await all.get(name)
  if (!life) throw new Error('the fault never began')
  return life
}

afterAll(() => pushdesk?.close(), minute)

async function faultOf(row: FaultRow): Promise<Fault> {
  const { environment = 'sandbox' } = row
  const place = await placeIn(pushdesk, row.slug, environment)
  await place.registerPhones(row.phones ?? 0)
  await row.prepare?.(place)
  const scope = { company: row.slug, app: 'app', environment }
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
  expect(life.mails[0]).toMatch(row.next.sentence)
}

describe('faults of many companies at the same time', () => {
  it.each(named(rows))('%s: one incident opens, channels are told, and it closes after the repair', async (_, row) => {
    const life = await lifeIn(lives, row)
    check(row, life)
    expect(life.webhooks).toEqual(['incident.opened', 'incident.closed'])
  })

  it('open no other incident, and none where there is no fault', async () => {
    await Promise.allSettled(lives.values())
    const found = pushdesk.watch.incidents().map(({ cause }) => cause)
    expect(found.toSorted()).toEqual(rows.map(({ cause }) => cause).toSorted())
  })
})

/** The webhooks of all companies get each message once. */
const toldToAll = () =>
  [...rows, noTrust, tooFewWorkers, calm, ...senders].flatMap(() => ['incident.closed', 'incident.opened']).toSorted()

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
})

describe('faults of hosts and workers at the same time', () => {
  let outage: FaultRow
  let together: Lives

  beforeAll(() => {
    outage = outageAt(senders)
    const isOne: Fault['isOne'] = (incident) => isWhole(incident) && incident.cause === 'apns_unavailable'
    const ofHost: Fault = { row: outage, place: calm, scope: { environment: 'production' }, isOne }
    together = sideBySide([ofHost, untrusting, behind])
  })

  it('APNs responds with 503 to several companies: one incident of its host opens, and closes after the repair', async () => {
    const life = await lifeIn(together, outage)
    check(outage, life)
    expect(life.webhooks.toSorted()).toEqual(toldToAll())
  })

  it('the certificate of a host has expired: one incident of the only company that connects opens and closes', async () => {
    const life = await lifeIn(together, noTrust)
    check(noTrust, life)
    expect(life.webhooks).toEqual(['incident.opened', 'incident.closed'])
  })

  it('workers can’t keep up: one incident of the queue opens, and closes after another worker starts', async () => {
    const life = await lifeIn(together, tooFewWorkers)
    check(tooFewWorkers, life)
    expect(life.webhooks.toSorted()).toEqual(toldToAll())
  })
})

it('the detector looks every 2.5 seconds', () => {
  expect(pushdesk.watch.rhythmMs()).toBeLessThan(3_000)
})
