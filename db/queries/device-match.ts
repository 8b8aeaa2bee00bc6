import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '../client'
import { customers, devices } from '../schema/customers'
import { endsWith, startsWith } from './matching'

/** What a search text may stand for, as lib/look-up reads it. */
export type Match = {
  text: string
  id?: string
  addresses: string[]
  parts: string[]
  ends?: { start: string; end: string }
}

/** More devices than this never match one text; each index is read no further. */
const matchesMax = 1_000

/**
 * The ids of the devices that a text finds, through one index each, because an `or` over them would read the table.
 * `text` also matches the start of a user id or of an anonymous id.
 */
export function matchingDeviceIds(db: Db, { environmentIds, match }: { environmentIds: string[]; match: Match }) {
  const inThem = inArray(devices.environmentId, environmentIds)
  const byAddress = (where: SQL | undefined) =>
    db.select({ id: devices.id }).from(devices).where(and(inThem, where)).limit(matchesMax)
  const byCustomer = (where: SQL | undefined) =>
    db
      .select({ id: devices.id })
      .from(customers)
      .innerJoin(devices, eq(devices.customerId, customers.id))
      .where(and(inArray(customers.environmentId, environmentIds), where))
      .limit(matchesMax)
  const { text, id, addresses, parts, ends } = match

  const found = [
    byAddress(sql`false`),
    ...(addresses.length ? [byAddress(inArray(devices.address, addresses))] : []),
    ...parts.flatMap((part) => [
      byAddress(startsWith(devices.address, part)),
      byAddress(endsWith(devices.address, part)),
    ]),
    ...(ends ? [byAddress(and(startsWith(devices.address, ends.start), endsWith(devices.address, ends.end)))] : []),
    ...(id ? [byAddress(eq(devices.id, id)), byCustomer(eq(customers.id, id))] : []),
    ...(ends
      ? []
      : [byCustomer(or(startsWith(customers.userId, text))), byCustomer(startsWith(customers.anonymousId, text))]),
  ]
  const [first, second, ...rest] = found
  if (!first || !second) return byAddress(sql`false`)
  return unionAll(first, second, ...rest)
}
