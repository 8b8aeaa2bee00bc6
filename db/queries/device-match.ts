import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '../client'
import { customers, devices } from '../schema/customers'
import { endsWith, isNamedLikeStart, startsWith } from './matching'

/** What a search text may stand for, as lib/look-up reads it. */
export type Match = {
  /** What a customer's name may be. */
  names: string[]
  id?: string
  addresses: string[]
  parts: string[]
  ends?: { start: string; end: string }
}

/** Up to so many devices are named by their ids; a text that finds more is asked of each device, in the page's own order. */
const namedMax = 1_000

/**
 * The condition on `devices` that a text stands for, complete however many devices it finds. Few: their ids, found through
 * one index each, because an `or` over them would read the table. Many: that `or`, because the first page is soon full.
 */
export async function matchedBy(
  db: Db,
  { environmentIds, match }: { environmentIds: string[]; match: Match },
): Promise<SQL> {
  const { ofDevice, ofCustomer } = conditionsOf(match)
  const inThem = inArray(devices.environmentId, environmentIds)
  const idsBy = (where: SQL) =>
    db
      .select({ id: devices.id })
      .from(devices)
      .where(and(inThem, where))
      .limit(namedMax + 1)
  const idsByCustomer = (where: SQL) =>
    db
      .select({ id: devices.id })
      .from(customers)
      .innerJoin(devices, eq(devices.customerId, customers.id))
      .where(and(inArray(customers.environmentId, environmentIds), where))
      .limit(namedMax + 1)
  const none = () => idsBy(sql`false`)
  const found = await unionAll(none(), none(), ...ofDevice.map(idsBy), ...ofCustomer.map(idsByCustomer))
  const ids = [...new Set(found.map(({ id }) => id))]
  if (ids.length > namedMax) return anyOf(ofDevice, ofCustomer)
  return ids.length > 0 ? inArray(devices.id, ids) : sql`false`
}

/** `names` also match the start of a user id or of an anonymous id, in any case. */
function conditionsOf({ names, id, addresses, parts, ends }: Match) {
  const ofDevice = [
    addresses.length > 0 && inArray(devices.address, addresses),
    ...parts.flatMap((part) => [startsWith(devices.address, part), endsWith(devices.address, part)]),
    ends && and(startsWith(devices.address, ends.start), endsWith(devices.address, ends.end)),
    id && eq(devices.id, id),
  ]
  const ofCustomer = [
    id && eq(customers.id, id),
    ...(ends ? [] : names).flatMap((name) => [
      isNamedLikeStart(customers.userId, name),
      isNamedLikeStart(customers.anonymousId, name),
    ]),
  ]
  return { ofDevice: ofDevice.filter(isCondition), ofCustomer: ofCustomer.filter(isCondition) }
}

const isCondition = (one: SQL | false | '' | undefined): one is SQL => Boolean(one)

function anyOf(ofDevice: SQL[], ofCustomer: SQL[]): SQL {
  const theirs =
    ofCustomer.length > 0
      ? sql`exists (select from ${customers} where ${customers.id} = ${devices.customerId} and ${or(...ofCustomer)})`
      : undefined
  return or(...ofDevice, theirs) ?? sql`false`
}
