import { z } from 'zod'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { eraseDeliveries } from '@/db/queries/deliveries/erase-deliveries'
import {
  addressesOfCustomer,
  deleteCustomer,
  erasePromptHistory,
  forgetInLists,
  lockCustomer,
} from '@/db/queries/erasure'
import { forgetRefusedCalls, noteErasure } from '@/db/queries/refused-calls'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { command } from '@/lib/command'
import { mustConfirm } from '@/lib/confirmation'
import { addressesInLog } from '@/lib/devices/address-hash'
import { Refused } from '@/lib/errors'
import { machineCommand } from '@/lib/keys/machine-verb'
import { eraseInRules } from '@/lib/prompts/erased-in-rules'
import { inEnvironment } from '@/lib/scope'
import { forgetAnswers } from '@/lib/service-tokens/forget-answers'
import { erasedNameHash } from './erased-name'

export const EraseCustomer = z.strictObject({
  id: z.string().min(1).max(512).meta({
    description: 'The customer’s `user.id`, percent-encoded; or the anonymous ID, or Pushdesk’s ID.',
  }),
})

/**
 * Erases a customer over the public API. The audit entry names the key and Pushdesk's ID, and nothing else about the
 * customer.
 */
export const eraseCustomer = machineCommand(
  { takes: 'secret' },
  async (ctx, { id }: z.output<typeof EraseCustomer>) => {
    const { environment, key } = ctx
    const erased = await erase(ctx.db, { environmentId: environment.id, name: id, by: key.name })
    await insertAuditEntry(ctx.db, {
      action: 'customer.erase',
      actorKind: 'api_key',
      actorId: key.id,
      actorName: key.name,
      companyId: environment.companyId,
      environmentId: environment.id,
      subjectKind: 'customer',
      subjectId: erased.customerId,
      after: { devices: erased.deviceCount },
      ip: ctx.ip,
      requestId: ctx.requestId,
    })
  },
)

/** The same erasure by a staff member, from the customer's page. */
export const eraseCustomerAsStaff = command(
  'customer.erase',
  inEnvironment({ customerId: z.uuid(), confirmation: z.string().optional() }),
  async ({ db, staff, input: { environmentId, customerId, confirmation } }) => {
    const named = { environmentId, name: customerId, by: staff.name }
    const erased = await erase(db, named, (shown) => mustConfirm(confirmation, shown))
    return {
      result: erased,
      audit: { subject: { kind: 'customer', id: erased.customerId }, after: { devices: erased.deviceCount } },
    }
  },
)

type Named = { environmentId: string; name: string; by: string }

async function erase(db: Db, { environmentId, name, by }: Named, confirm?: (shownName: string) => void) {
  const id = z.uuid().safeParse(name).data
  const customer = await lockCustomer(db, { environmentId, named: { name, id } })
  if (!customer) {
    // A customer who never registered may still have refused calls under this ID. They are erased too.
    const forgotten = confirm ? 0 : await forgetRefusedCalls(db, { environmentId, names: [name] })
    if (forgotten === 0) throw new Refused('not-found', 'No such customer exists in this environment.')
    await noteErasure(db, { environmentId, nameHashes: [erasedNameHash(name)], erasedBy: by })
    return { customerId: undefined, deviceCount: 0 }
  }
  confirm?.(customer.userId ?? customer.anonymousId ?? '')
  const of = { environmentId, customerId: customer.id }
  const addresses = await addressesOfCustomer(db, of)
  await eraseDeliveries(db, { ...of, addresses: addressesInLog(addresses), now: new Date() })
  const names = [customer.userId, customer.anonymousId].filter((known) => known !== null)
  await erasePromptHistory(db, { ...of, names })
  await forgetRefusedCalls(db, { environmentId, names })
  await forgetAnswers(db, { texts: [customer.id, ...names, ...addresses] })
  await noteErasure(db, { environmentId, nameHashes: names.map(erasedNameHash), erasedBy: by })
  const isInRules = await eraseInRules(db, { environmentId, names })
  const isInLists = (await forgetInLists(db, { environmentId, names })) > 0
  if (isInRules || isInLists) await announce(db, { kind: 'customer_lists' })
  return { customerId: customer.id, deviceCount: await deleteCustomer(db, of) }
}
