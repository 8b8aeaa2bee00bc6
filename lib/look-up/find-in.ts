import type { Db } from '@/db/client'
import { customersContaining } from '@/db/queries/look-up/containing'
import { lookUpCustomers } from '@/db/queries/look-up/customers'
import { type DeviceFound, lookUpDevices } from '@/db/queries/look-up/devices'
import { lookUpConversations, lookUpDeliveries, lookUpNotifications } from '@/db/queries/look-up/sent'
import { upTo } from '@/lib/paging/cut'
import type { Pasted } from '@/lib/pasted/read-pasted'
import type { LookUpAnswer, LookUpHit } from './answer'
import {
  conversationHit,
  customerHit,
  deliveryHit,
  deviceHit,
  matchedName,
  notificationHit,
  placing,
  type SearchedPlace,
} from './hits'
import { pageHit } from './page-hit'

const hitsMax = 8
/** The number of matching customers whose devices are searched too. */
const containedMax = 50
const cutWords = {
  newest: `The newest ${hitsMax}. Type more to narrow the search.`,
  byId: `The first ${hitsMax} matches. Type more to narrow the search.`,
  common: `Many IDs contain this; ${hitsMax} of them. Type more to narrow the search.`,
}

export type Groups = LookUpAnswer['groups']
type Kind = Groups[number]['kind']

/** Finds what the text names in these environments, the likeliest kind first. */
export async function findIn(db: Db, places: readonly SearchedPlace[], match: Pasted): Promise<Groups> {
  const environmentIds = places.map((place) => place.environmentId)
  const containing = await customersContaining(db, { environmentIds, texts: match.beginnings, limit: containedMax })
  const across = { environmentIds, match }
  const { isCommon } = containing
  const customerIds = containing.customerIds.slice(0, hitsMax + 1)
  const here = placing(places)
  const groups = await Promise.all([
    group('customer', 'Customers', isCommon ? cutWords.common : cutWords.byId, async (limit) =>
      (await lookUpCustomers(db, { ...across, customerIds, limit })).map((row) =>
        customerHit(row, matchedName(row, match), here),
      ),
    ),
    deviceGroup(db, { ...across, containing }, (row) => deviceHit(row, match, here)),
    group('delivery', 'Deliveries', cutWords.newest, async (limit) =>
      (await lookUpDeliveries(db, { ...across, limit })).map((row) => deliveryHit(row, here)),
    ),
    group('notification', 'Notifications', cutWords.newest, async (limit) =>
      (await lookUpNotifications(db, { ...across, limit })).map((row) => notificationHit(row, match, here)),
    ),
    group('conversation', 'Conversations', cutWords.byId, async (limit) =>
      (await lookUpConversations(db, { ...across, limit })).map((row) => conversationHit(row, here)),
    ),
  ])
  const found = groups.filter(({ hits }) => hits.length > 0)
  const page = pageHit(places, match, found)
  return page ? [{ kind: 'page', heading: 'Page', hits: [page], cut: null }, ...found] : found
}

async function deviceGroup(
  db: Db,
  across: Omit<Parameters<typeof lookUpDevices>[1], 'limit'>,
  hitOf: (row: DeviceFound) => LookUpHit,
): Promise<Groups[number]> {
  let cutWord = cutWords.newest
  const found = await group('device', 'Devices', cutWord, async (limit) => {
    const { rows, isAll } = await lookUpDevices(db, { ...across, limit })
    if (!isAll) cutWord = cutWords.byId
    return rows.map(hitOf)
  })
  return { ...found, cut: found.cut && cutWord }
}

async function group(kind: Kind, heading: string, cutWord: string, read: (limit: number) => Promise<LookUpHit[]>) {
  const { shown, isCut } = await upTo(hitsMax, read)
  return { kind, heading, hits: shown, cut: isCut ? cutWord : null }
}
