import { z } from 'zod'
import { findDeliveryListItem } from '@/db/queries/deliveries/deliveries'
import { findDevice } from '@/db/queries/devices/devices'
import {
  type Others,
  othersOnDevice,
  othersReached,
  othersRefused,
  othersWaiting,
  othersWithReason,
} from '@/db/queries/others'
import { refusedCallsOf } from '@/db/queries/refused-calls'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { query } from '@/lib/command'
import { whoIs } from '@/lib/customers/who-is'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'
import type { Cause } from './causes'
import { isOfPlatform } from './refused'

export const CountOthers = inEnvironment({
  /** Our UUID of the customer, or their ID, even if it isn't known here. */
  customer: z.string().min(1).max(500),
  cause: z.string(),
  deliveryId: z.uuid().optional(),
  deviceId: z.uuid().optional(),
})

const hourMs = 3_600_000

/** Causes that are a state of the device, whatever was sent. */
const ofDevice: Partial<Record<Cause, 'permission' | 'status'>> = {
  permission_denied: 'permission',
  permission_not_determined: 'permission',
  push_turned_off: 'status',
  disabled_by_staff: 'status',
  token_expired: 'status',
}

/** Causes that are a call rejected by Pushdesk, and who made it. */
const ofRefusal: Partial<Record<Cause, 'app' | 'platform'>> = {
  registration_unauthorized: 'app',
  registration_wrong_key: 'app',
  registration_invalid: 'app',
  registration_rate_limited: 'app',
  registration_ignored: 'app',
  prompt_context_invalid: 'app',
  message_refused: 'platform',
  payload_too_large: 'platform',
}

type SameCause = Others & { of: 'device' | 'waiting' | 'delivery' | 'refusal'; reason: string | null }

/** Matches no existing customer. */
const noOne = '00000000-0000-0000-0000-000000000000'

/**
 * Shows whether the cause affects one customer or many: counts other customers with the same cause in the last day, and
 * those for whom APNs or the company API accepted a push in the last hour.
 */
export const countOthersWithCause = query('customer.read', CountOthers, async ({ db, input }) => {
  const { environmentId, customer: asked, cause, deliveryId, deviceId } = input
  const customer = await whoIs(db, { environmentId, name: asked })
  const other = { environmentId, customerId: customer?.id ?? noOne }
  const now = Date.now()
  const [same, reached] = await Promise.all([sameOf(), othersReached(db, { ...other, since: new Date(now - hourMs) })])
  return { same, reached }

  async function sameOf(): Promise<SameCause | null> {
    const part = ofDevice[cause as Cause]
    const found = part && deviceId ? await findDevice(db, { environmentId, deviceId }) : undefined
    if (found) {
      const { permission, status, statusReason } = found.device
      const like = part === 'permission' ? { permission } : { status, statusReason }
      return { of: 'device', reason: null, ...(await othersOnDevice(db, { ...other, ...like })) }
    }
    const since = new Date(now - 24 * hourMs)
    // APNs may also reject a payload, which shows in the delivery.
    if (cause !== 'payload_too_large' && ofRefusal[cause as Cause]) return refusedOf(since)
    const delivery = deliveryId ? await findDeliveryListItem(db, { environmentId, deliveryId }) : undefined
    if (!delivery || delivery.state === 'accepted') return refusedOf(since)
    const { state, reason } = delivery
    if (delivery.endedAt === null)
      return { of: 'waiting', reason: null, ...(await othersWaiting(db, { ...other, since })) }
    if (!reason) return null
    const ended = await othersWithReason(db, { ...other, state, reason, since })
    return { of: 'delivery', reason: reasonWord(reason), ...ended }
  }

  async function refusedOf(since: Date): Promise<SameCause | null> {
    const whose = ofRefusal[cause as Cause]
    if (!whose) return null
    const names = [customer?.userId, customer?.anonymousId, asked].filter((name) => typeof name === 'string')
    const refused = await refusedCallsOf(db, { environmentIds: [environmentId], names, limit: listedMax.refusedCalls })
    const like = refused.find(({ call }) => isOfPlatform(call) === (whose === 'platform'))
    if (!like) return null
    const { code, field, call } = like
    const others = await othersRefused(db, { environmentId, since, names, code, field, calls: [call] })
    return { of: 'refusal', reason: code, ...others }
  }
})

export type OthersWithCause = Awaited<ReturnType<typeof countOthersWithCause>>
