import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { type CompanyCustomer, companyCustomer } from '@/lib/deliveries/testing/company-customer'
import { recalls } from '@/lib/deliveries/testing/recalls'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'
import { until } from '@/lib/deliveries/testing/until'

type World = Awaited<ReturnType<typeof scriptedWorld>>
type Someone = Awaited<ReturnType<World['someone']>>
type Waiting = { whose: Someone; id: string }

let world: World
const companies: CompanyCustomer[] = []

beforeAll(async () => {
  world = await scriptedWorld({ streamsMax: 1, requestTimeoutMs: 120_000, queueTimeoutMs: 120_000 })
})
afterAll(async () => {
  for (const { company } of companies) await company.close()
  await world.close()
})

/** Ways to make pushes wait for a stream. Each returns a function that ends the wait. */
const waits = {
  'while another push had the only stream': async () => {
    const first = await world.someone('held')
    await first.send()
    await arrived(first)
    return () => world.apns.release()
  },
  'while APNs was out of reach': async () => {
    const first = await world.someone()
    await first.ended((await first.send()).id)
    world.apns.goAway()
    return () => world.apns.comeBack()
  },
}

const arrived = ({ device }: Someone) =>
  until(
    async () => world.apns.seenBy(device.address).length,
    (count) => count === 1,
  )

/** Enqueues a push for another customer behind every waiting one. */
async function oneMoreWaits(): Promise<Waiting> {
  const before = world.apns.waiting()
  const whose = await world.someone()
  const { id } = await whose.send()
  await until(
    async () => world.apns.waiting(),
    (count) => count === before + 1,
  )
  return { whose, id }
}

/** Waits until a later push is shown as sending, so that every waiting push has had time to be shown as sending too. */
async function shownAsSending({ db }: Someone) {
  const later = await companyCustomer(db, 'never')
  companies.push(later)
  const { id } = await later.send()
  await until(
    () => later.find(id),
    (found) => found?.state === 'sending',
  )
}

describe.each(Object.entries(waits))('%s', (_, begin) => {
  const recalled = new Map<string, Waiting>()
  let expired: Waiting
  let shown: string | undefined

  beforeAll(async () => {
    const end = await begin()
    expired = await oneMoreWaits()
    for (const what of Object.keys(recalls)) recalled.set(what, await oneMoreWaits())
    const last = await oneMoreWaits()
    await shownAsSending(last.whose)
    shown = (await last.whose.find(last.id))?.state
    for (const [what, { by }] of Object.entries(recalls)) await by(get(what).whose)
    await world.expire(expired.id)
    end()
    expect(await last.whose.ended(last.id)).toMatchObject({ state: 'accepted' })
  })

  function get(what: string): Waiting {
    const one = recalled.get(what)
    if (!one) throw new Error(`${what}: nothing waited`)
    return one
  }

  it.each(Object.entries(recalls))('never sends a push that was waiting when %s', async (what, { end }) => {
    const { whose, id } = get(what)
    expect(await whose.ended(id)).toMatchObject({ state: 'suppressed', reason: end, attemptCount: 0 })
    expect(world.apns.seenBy(whose.device.address)).toEqual([])
    const { db, environmentId } = whose
    expect(await attemptsOfDelivery(db, { environmentId, deliveryId: id })).toEqual([])
  })

  it('never sends a push that expired while it was waiting', async () => {
    const { whose, id } = expired
    expect(await whose.ended(id)).toMatchObject({ state: 'expired', reason: 'message_expired', attemptCount: 0 })
    expect(world.apns.seenBy(whose.device.address)).toEqual([])
  })

  it('shows a waiting push as queued, not as sending', () => {
    expect(shown).toBe('queued')
  })
})

it('a push recalled while its request is in flight keeps APNs’s response', async () => {
  const whose = await world.someone('held')
  const { id } = await whose.send()
  await arrived(whose)
  await recalls['the customer turned push off']?.by(whose)
  expect(await whose.find(id)).toMatchObject({ state: 'suppressed' })
  world.apns.release()
  await until(
    () => whose.find(id),
    (found) => found?.state === 'accepted',
  )
})

it('a push recalled in flight isn’t sent again when APNs asks for another connection', async () => {
  const whose = await world.someone({ status: 503, reason: 'Shutdown', isHeld: true }, { status: 200 })
  const { id } = await whose.send()
  await arrived(whose)
  await recalls['the customer turned push off']?.by(whose)
  world.apns.release()
  const after = await world.someone()
  await after.ended((await after.send()).id)
  expect(world.apns.seenBy(whose.device.address)).toHaveLength(1)
  expect(await whose.find(id)).toMatchObject({ state: 'suppressed' })
})
