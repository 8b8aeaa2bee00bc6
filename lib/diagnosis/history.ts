import type { Db } from '@/db/client'
import { customersElsewhere, customersSpelled, environmentsSeen, type Sight } from '@/db/queries/customer-elsewhere'
import { lastCallOf, lastDeliveryOf, lastRemovalOf, lastSecretRotation } from '@/db/queries/diagnosis-history'
import { findErasure, refusedCallsOf } from '@/db/queries/refused-calls'
import { erasedNameHashes } from '@/lib/customers/erased-name'
import { upTo } from '@/lib/paging/cut'
import { listedMax } from '@/lib/paging/listed-max'
import { gatherPrompt } from './prompt-facts'
import { spellingsOf } from './spellings'

type Asked = {
  environment: { id: string; name: 'production' | 'sandbox'; companyId: string; appId: string }
  customer: { id: string; userId: string | null; anonymousId: string | null } | undefined
  asked: string
  sight: Sight
  hasDevices: boolean
  /** Whether a similar ID may tell more: of whom nothing came in for. */
  wantsNear: boolean
}

export type CustomerHistory = Awaited<ReturnType<typeof gatherHistory>>
export type RefusedCallFacts = CustomerHistory['refused'][number]

/** Calls of the app that make or change a registration, and of the platform that notify. */
const ofRegistration = new Set(['PUT /api/v1/devices'])
const keepsOut = new Set([401, 403, 429])
export const platformCalls: ReadonlySet<string> = new Set([
  'POST /api/v1/messages',
  'POST /api/v1/messages/batch',
  'POST /api/v1/push',
])

/** Everything before a device: who this is, what was refused, whether they were asked, and whether the platform called. */
export async function gatherHistory(db: Db, { environment, customer, asked, sight, hasDevices, wantsNear }: Asked) {
  const { id: environmentId, companyId } = environment
  const names = [
    ...new Set([customer?.userId, customer?.anonymousId, asked].filter((name) => typeof name === 'string')),
  ]
  const limit = listedMax.refusedCalls
  const one = customer && { environmentId, customerId: customer.id, companyId }
  const [elsewhere, seen, lastCall] = await Promise.all([
    customersElsewhere(db, { environmentId, names, sight, limit: listedMax.elsewhere }),
    environmentsSeen(db, { environmentId, sight: { appId: environment.appId } }),
    lastCallOf(db, { environmentId }),
  ])
  const siblings = seen.map((sibling) => sibling.environmentId)
  // Whoever has a device is known by its very name; else the app may spell it in another case.
  const ofNames = { environmentIds: [environmentId, ...siblings], names, limit, isAnySpelling: !hasDevices }
  const refused = (await refusedCallsOf(db, ofNames)).map((call) => ({
    ...call,
    spelledAs: names.includes(call.customer) ? undefined : call.customer,
  }))
  const here = refused.filter((call) => call.environmentId === environmentId)
  const registrations = here.filter(({ call }) => ofRegistration.has(call))
  const refusedElsewhere = refused
    .filter((call) => call.environmentId !== environmentId)
    .map((call) => ({
      ...call,
      environmentName: seen.find((one) => one.environmentId === call.environmentId)?.environmentName,
    }))
  const wantsRotation = here.some(({ status }) => status === 401)
  return {
    elsewhere,
    refused: here,
    refusedElsewhere,
    refusedByApp: here.filter(({ call }) => !platformCalls.has(call)),
    registrationRefused: registrations[0],
    // An app that may make no call at all can't register either.
    refusedRegistration:
      registrations[0] ?? here.find(({ call, status }) => !platformCalls.has(call) && keepsOut.has(status)),
    refusedMessage: here.find(({ call }) => platformCalls.has(call)),
    lastCall: lastCall?.at,
    rotation: wantsRotation ? await lastSecretRotation(db, { companyId, environmentId }) : undefined,
    near: wantsNear ? await nearOf(db, { environmentId, asked: nameOf(customer) ?? asked, customer }) : [],
    ...(hasDevices ? noneBefore : await before(db, { environment, customer, names, one })),
  }
}

const noneBefore = {
  erasure: undefined as Awaited<ReturnType<typeof findErasure>>,
  removal: undefined as Awaited<ReturnType<typeof lastRemovalOf>>,
  lastDelivery: undefined as Awaited<ReturnType<typeof lastDeliveryOf>>,
  prompt: undefined as Awaited<ReturnType<typeof gatherPrompt>> | undefined,
}

type Before = Pick<Asked, 'environment' | 'customer'> & {
  names: string[]
  one: { environmentId: string; customerId: string; companyId: string } | undefined
}

/** Asked only of whoever has no device. */
async function before(db: Db, { environment, customer, names, one }: Before): Promise<typeof noneBefore> {
  const environmentId = environment.id
  const [erasure, removal, lastDelivery, prompt] = await Promise.all([
    findErasure(db, { environmentId, nameHashes: names.flatMap(erasedNameHashes) }),
    one && lastRemovalOf(db, one),
    one && lastDeliveryOf(db, one),
    gatherPrompt(db, { environment, customerId: customer?.id, names }),
  ])
  return { erasure, removal, lastDelivery, prompt }
}

/** Our own ID is near to nothing. */
const nameOf = (customer: Asked['customer']) => customer?.userId ?? customer?.anonymousId

type Near = { environmentId: string; asked: string; customer: Asked['customer'] }

/** Customers whose ID is nearly this one. */
async function nearOf(db: Db, { environmentId, asked, customer }: Near) {
  const spellings = spellingsOf(asked)
  // The one who was asked about may be among them.
  const near = await upTo(listedMax.elsewhere, (limit) => customersSpelled(db, { environmentId, spellings, limit }))
  return near.shown.filter(({ customerId }) => customerId !== customer?.id)
}
