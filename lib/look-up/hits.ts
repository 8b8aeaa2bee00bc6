import type { lookUpCustomers } from '@/db/queries/look-up/customers'
import type { DeviceFound } from '@/db/queries/look-up/devices'
import type { placesOf } from '@/db/queries/look-up/places'
import type { lookUpConversations, lookUpDeliveries, lookUpNotifications } from '@/db/queries/look-up/sent'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { typeLabels } from '@/lib/deliveries/delivery-labels'
import { statusLabels } from '@/lib/devices/device-labels'
import { maskAddress } from '@/lib/devices/mask-address'
import { modelName } from '@/lib/devices/model-name'
import { sentenceCase } from '@/lib/format/sentence-case'
import type { Pasted } from '@/lib/pasted/read-pasted'
import { isolated } from '@/lib/text/isolated'
import type { HitPlace, LookUpHit } from './answer'
import { matchedPart } from './matched-part'

export type SearchedPlace = Awaited<ReturnType<typeof placesOf>>[number]
export type Here = { of: (environmentId: string) => { place: HitPlace; root: string } }
type Row<Query extends (...given: never[]) => Promise<unknown[]> | PromiseLike<unknown[]>> = Awaited<
  ReturnType<Query>
>[number]

/** Maps a row's environment to its name and to the root path of its pages. */
export function placing(places: readonly SearchedPlace[]): Here {
  const byId = new Map(places.map((place) => [place.environmentId, place]))
  return {
    of(environmentId) {
      const place = byId.get(environmentId)
      if (!place) throw new Error('a look-up found a row outside of the environments that it was given')
      return { place: shownPlace(place), root: rootOf(place) }
    },
  }
}

export const shownPlace = ({
  companySlug,
  companyName,
  appSlug,
  appName,
  environmentName,
}: SearchedPlace): HitPlace => ({
  companySlug,
  companyName,
  appSlug,
  appName,
  environmentName,
})
export const rootOf = ({ companySlug, appSlug, environmentName }: Omit<SearchedPlace, 'environmentId'>) =>
  `/${companySlug}/${appSlug}/${environmentName}`

type Named = { userId: string | null; anonymousId: string | null }
const nameOf = ({ userId, anonymousId }: Named) => userId ?? anonymousId ?? 'an erased customer'

type CustomerRow = Pick<Row<typeof lookUpCustomers>, 'id' | 'environmentId' | 'userId' | 'anonymousId'>

export function customerHit(row: CustomerRow, matched: string, here: Here): LookUpHit {
  const { place, root } = here.of(row.environmentId)
  return {
    id: row.id,
    title: nameOf(row),
    detail: row.userId ? 'Customer' : 'Anonymous customer',
    matched,
    href: `${root}/customers/${row.id}`,
    place,
  }
}

/** Says which part of a customer the text matched. */
export function matchedName(row: Row<typeof lookUpCustomers>, match: Pasted): string {
  const name = nameOf(row)
  if (match.ids.includes(row.id) && !match.names.some((one) => alike(one, name))) return 'Pushdesk ID'
  const how = row.userId ? 'user ID' : 'anonymous ID'
  if (row.isExact || row.isWhole) return how
  return row.isStart ? `start of the ${how}` : `part of the ${how}`
}

const alike = (a: string, b: string) => a.normalize().toLowerCase() === b.normalize().toLowerCase()

export function deviceHit(row: DeviceFound, match: Pasted, here: Here): LookUpHit {
  const { place, root } = here.of(row.environmentId)
  return {
    id: row.id,
    title: maskAddress(row.address),
    detail: [statusLabels[row.status], row.model && isolated(modelName(row.model)), isolated(nameOf(row))]
      .filter(Boolean)
      .join(' · '),
    matched: matchedPart(row, match),
    href: `${root}/devices/${row.id}`,
    place,
  }
}

export function deliveryHit(row: Row<typeof lookUpDeliveries>, here: Here): LookUpHit {
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

export function notificationHit(row: Row<typeof lookUpNotifications>, match: Pasted, here: Here): LookUpHit {
  const { place, root } = here.of(row.environmentId)
  return {
    id: row.id,
    title: row.title ?? 'Notification without a title',
    detail: `${typeLabels[row.type]} · ${isolated(nameOf(row))}`,
    matched: match.ids.includes(row.id) ? 'notification ID' : 'message ID',
    href: `${root}/deliveries?notification=${row.id}`,
    place,
  }
}

export function conversationHit(row: Row<typeof lookUpConversations>, here: Here): LookUpHit {
  const { place, root } = here.of(row.environmentId)
  const conversationId = row.conversationId ?? ''
  return {
    id: conversationId,
    title: conversationId,
    detail: `Conversation · ${isolated(nameOf(row))}`,
    matched: 'conversation ID',
    href: `${root}/deliveries?conversation=${encodeURIComponent(conversationId)}`,
    place,
  }
}
