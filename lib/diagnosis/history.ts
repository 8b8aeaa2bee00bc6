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
  /** Whether to look for similar IDs, because there is no device or the platform sent nothing. */
  wantsNear: boolean
}

export type CustomerHistory = Awaited<ReturnType<typeof gatherHistory>>
export type RefusedCallFacts = CustomerHistory['refused'][number]

/** The app's calls that make or change a registration, and the platform's calls that notify. */
const ofRegistration = new Set(['PUT /api/v1/devices'])
const keepsOut = new Set([401, 403, 429])
export const platformCalls: ReadonlySet<string> = new Set([
  'POST /api/v1/messages',
  'POST /api/v1/messages/batch',
  'POST /api/v1/push',
])

/** Reads what comes before a device: identity, rejected calls, whether they were asked, and the platform's calls. */
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
  // A customer with a device is known by the exact ID. Otherwise the app may spell it in another case.
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
    // An app whose calls are all rejected can't register either.
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

/** Read only for customers without a device. */
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

/** Leaves out our own UUID, which is similar to nothing. */
const nameOf = (customer: Asked['customer']) => customer?.userId ?? customer?.anonymousId

type Near = { environmentId: string; asked: string; customer: Asked['customer'] }

/** Finds customers with a similar ID. */
async function nearOf(db: Db, { environmentId, asked, customer }: Near) {
  const spellings = spellingsOf(asked)
  // The customer in question may be among them.
  const near = await upTo(listedMax.elsewhere, (limit) => customersSpelled(db, { environmentId, spellings, limit }))
  return near.shown.filter(({ customerId }) => customerId !== customer?.id)
}
