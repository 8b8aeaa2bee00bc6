import { lookUpCustomers, lookUpDeliveries, lookUpDevices, lookUpNotifications, placesOf } from '@/db/queries/look-up'
import { query } from '../command'
import { upTo } from '../cut'
import { reasonWord, typeWords } from '../deliveries/words'
import { statusWords } from '../devices/device-words'
import { maskAddress } from '../devices/mask-address'
import { sentenceCase } from '../format/sentence-case'
import { isolated } from '../isolated'
import type { LookUpAnswer, LookUpHit } from './answer'
import { matchedPart } from './matched-part'
import { type Pasted, readPasted } from './read-pasted'
import { LookUp } from './schema'

const hitsMax = 8
const cutWords = {
  newest: `The newest ${hitsMax}. Type more to narrow the search.`,
  byId: `The first ${hitsMax} by ID. Type more to narrow the search.`,
}

type Place = Awaited<ReturnType<typeof placesOf>>[number]
type Here = { of: (environmentId: string) => Pick<LookUpHit, 'place'> & { root: string } }

/** One box for everything: finds what the text names in all environments of the staff member's companies. */
export const lookUp = query('customer.read', LookUp, async ({ db, staff, input }): Promise<LookUpAnswer> => {
  const match = readPasted(input.text)
  const theirs = await placesOf(db, { companyIds: staff.companyIds })
  const places = theirs.filter((place) => !input.environmentId || place.environmentId === input.environmentId)
  const across = { environmentIds: places.map((place) => place.environmentId), match }
  if (places.length === 0)
    return { groups: [], hint: 'You don’t have access to any company yet. Ask an admin for access.' }

  const here = placing(places)
  const groups = await Promise.all([
    group('customer', 'Customers', cutWords.byId, async (limit) =>
      (await lookUpCustomers(db, { ...across, limit })).map((row) => customerHit(row, match, here)),
    ),
    group('device', 'Devices', cutWords.newest, async (limit) =>
      (await lookUpDevices(db, { ...across, limit })).map((row) => deviceHit(row, match, here)),
    ),
    group('delivery', 'Deliveries', cutWords.newest, async () =>
      match.id
        ? (await lookUpDeliveries(db, { ...across, deliveryId: match.id })).map((row) => deliveryHit(row, here))
        : [],
    ),
    group('notification', 'Notifications', cutWords.newest, async (limit) =>
      (await lookUpNotifications(db, { ...across, limit })).map((row) => notificationHit(row, match, here)),
    ),
  ])
  const found = groups.filter(({ hits }) => hits.length > 0)
  return { groups: found, hint: found.length ? null : hintFor(match) }
})

function placing(places: Place[]): Here {
  const byId = new Map(places.map((place) => [place.environmentId, place]))
  return {
    of(environmentId) {
      const place = byId.get(environmentId)
      if (!place) throw new Error('a look-up found a row outside of the environments that it was given')
      const { companyName, appName, environmentName, companySlug, appSlug } = place
      return { place: { companyName, appName, environmentName }, root: `/${companySlug}/${appSlug}/${environmentName}` }
    },
  }
}

type Kind = LookUpAnswer['groups'][number]['kind']

async function group(kind: Kind, heading: string, cutWord: string, read: (limit: number) => Promise<LookUpHit[]>) {
  const { shown, isCut } = await upTo(hitsMax, read)
  return { kind, heading, hits: shown, cut: isCut ? cutWord : null }
}

type Named = { userId: string | null; anonymousId: string | null }
const nameOf = ({ userId, anonymousId }: Named) => userId ?? anonymousId ?? 'an erased customer'

function customerHit(row: Awaited<ReturnType<typeof lookUpCustomers>>[number], match: Pasted, here: Here): LookUpHit {
  const { place, root } = here.of(row.environmentId)
  const name = nameOf(row)
  const how = row.id === match.id ? 'Pushdesk ID' : row.userId ? 'user ID' : 'anonymous ID'
  return {
    id: row.id,
    title: name,
    detail: row.userId ? 'Customer' : 'Anonymous customer',
    matched: row.id === match.id || match.names.some((one) => alike(one, name)) ? how : `start of the ${how}`,
    href: `${root}/customers/${row.id}`,
    place,
  }
}

const alike = (a: string, b: string) => a.normalize().toLowerCase() === b.normalize().toLowerCase()

function deviceHit(row: Awaited<ReturnType<typeof lookUpDevices>>[number], match: Pasted, here: Here): LookUpHit {
  const { place, root } = here.of(row.environmentId)
  return {
    id: row.id,
    title: maskAddress(row.address),
    detail: `${statusWords[row.status]} · ${isolated(nameOf(row))}`,
    matched: matchedPart(row, match),
    href: `${root}/devices/${row.id}`,
    place,
  }
}

function deliveryHit(row: Awaited<ReturnType<typeof lookUpDeliveries>>[number], here: Here): LookUpHit {
  const { place, root } = here.of(row.environmentId)
  return {
    id: row.id,
    title: row.title ?? 'Delivery without a title',
    detail: [sentenceCase(row.state), row.reason && reasonWord(row.reason), isolated(nameOf(row))]
      .filter(Boolean)
      .join(' · '),
    matched: 'delivery ID (apns-id)',
    href: `${root}/deliveries/${row.id}`,
    place,
  }
}

function notificationHit(
  row: Awaited<ReturnType<typeof lookUpNotifications>>[number],
  match: Pasted,
  here: Here,
): LookUpHit {
  const { place, root } = here.of(row.environmentId)
  return {
    id: row.id,
    title: row.title ?? 'Notification without a title',
    detail: `${typeWords[row.type]} · ${isolated(nameOf(row))}`,
    matched: row.id === match.id ? 'notification ID' : 'message ID',
    href: `${root}/deliveries?notification=${row.id}`,
    place,
  }
}

function hintFor({ text, parts, addresses }: Pasted): string {
  if (text.length < 6)
    return 'Nothing starts with this. To find a token, enter at least 6 characters of its start or end.'
  if (parts.length || addresses.length)
    return 'No customer, device, delivery, or notification in your companies matches this.'
  return 'Nothing in your companies matches this.'
}
