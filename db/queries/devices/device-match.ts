import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { type Containing, customersContaining } from '@/db/queries/look-up/containing'
import { endsWith, isNamedLike, isNamedLikeStart, startsWith } from '@/db/queries/matching'
import { uuids } from '@/db/raw'
import { customers, devices } from '@/db/schema/customers'

/** The possible meanings of a search text, as lib/look-up parses it. */
export type Match = {
  /** Possible whole names of a customer. */
  names: string[]
  /** Possible starts or parts of a longer name. */
  beginnings: string[]
  ids: string[]
  addresses: string[]
  parts: string[]
  ends?: { start: string; end: string }
}

/** With more matches than this, the condition is tested on each device in page order, instead of listing the IDs. */
const namedMaxOfList = 2_000
/** Maximum customers whose ID contains the text: with more, the list shows these and says so. */
export const containedMax = 1_001

type Asked = { environmentIds: string[]; match: Match; containing?: Containing }

/**
 * The condition on `devices` for a search text. Complete for any number of devices, except that when very many IDs
 * contain the text in the middle, only some match (`isCut`). Few matches become a list of IDs, each found by its own
 * index, because an `or` would scan the table. Many become that `or`, because the first page fills soon.
 */
export async function matchedBy(db: Db, asked: Asked): Promise<{ found: SQL; isCut: boolean }> {
  const { ids, inside, each } = await idsMatched(db, { ...asked, max: namedMaxOfList })
  const isCut = inside.isCommon || inside.customerIds.length >= containedMax
  return { found: ids.length > namedMaxOfList ? each : isOneOf(ids), isCut }
}

/** Some of the matching devices; all of them if there are at most `max` (`isAll`). */
export async function someMatchedBy(db: Db, asked: Asked & { max: number }): Promise<{ found: SQL; isAll: boolean }> {
  const { ids } = await idsMatched(db, asked)
  return { found: isOneOf(ids), isAll: ids.length <= asked.max }
}

const isOneOf = (ids: string[]) => (ids.length > 0 ? sql`${devices.id} = any(${uuids(ids)})` : sql`false`)

/** Returns more than `max` IDs if there are more. */
async function idsMatched(db: Db, { environmentIds, match, containing, max }: Asked & { max: number }) {
  const texts = match.beginnings
  const inside = containing ?? (await customersContaining(db, { environmentIds, texts, limit: containedMax }))
  const { ofDevice, ofCustomer } = conditionsOf(match, inside)
  const inThem = inArray(devices.environmentId, environmentIds)
  const idsBy = (where: SQL) =>
    db
      .select({ id: devices.id })
      .from(devices)
      .where(and(inThem, where))
      .limit(max + 1)
  const idsByCustomer = (where: SQL) =>
    db
      .select({ id: devices.id })
      .from(customers)
      .innerJoin(devices, eq(devices.customerId, customers.id))
      .where(and(inArray(customers.environmentId, environmentIds), where))
      .limit(max + 1)
  const none = () => idsBy(sql`false`)
  const found = await unionAll(none(), none(), ...ofDevice.map(idsBy), ...ofCustomer.map(idsByCustomer))
  return { ids: [...new Set(found.map(({ id }) => id))], inside, each: anyOf(ofDevice, ofCustomer) }
}

/** `names` are whole IDs in any case, `beginnings` their starts or parts. */
function conditionsOf({ names, beginnings, ids, addresses, parts, ends }: Match, { customerIds }: Containing) {
  const ofDevice = [
    addresses.length > 0 && inArray(devices.address, addresses),
    ...parts.flatMap((part) => [startsWith(devices.address, part), endsWith(devices.address, part)]),
    ends &&
      and(
        ends.start ? startsWith(devices.address, ends.start) : undefined,
        ends.end ? endsWith(devices.address, ends.end) : undefined,
      ),
    ids.length > 0 && inArray(devices.id, ids),
  ]
  const ofCustomer = [
    (ids.length > 0 || customerIds.length > 0) && sql`${customers.id} = any(${uuids([...ids, ...customerIds])})`,
    ...names.flatMap((name) => [isNamedLike(customers.userId, name), isNamedLike(customers.anonymousId, name)]),
    ...beginnings.flatMap((name) => [
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
