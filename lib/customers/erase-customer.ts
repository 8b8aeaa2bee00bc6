import { z } from 'zod'
import { announce } from '@/db/changes'
import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/audit'
import { eraseDeliveries } from '@/db/queries/erase-deliveries'
import { deleteCustomer, erasePromptHistory, forgetInLists, lockCustomer } from '@/db/queries/erasure'
import { command } from '../command'
import { mustConfirm } from '../confirmation'
import { Refused } from '../errors'
import { machineCommand } from '../machine-verb'
import { eraseInRules } from '../prompts/erased-in-rules'
import { inEnvironment } from '../scope'

export const EraseCustomer = z.strictObject({
  id: z.string().min(1).max(512).meta({
    description: 'The customer’s `user.id`, percent-encoded; or the anonymous ID, or Pushdesk’s ID.',
  }),
})

/** Over the public API. The audit line names the key and our id, and nothing of the customer. */
export const eraseCustomer = machineCommand(
  { takes: 'secret' },
  async (ctx, { id }: z.output<typeof EraseCustomer>) => {
    const { environment, key } = ctx
    const erased = await erase(ctx.db, { environmentId: environment.id, name: id })
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

/** The same by a staff member, from the customer's page. */
export const eraseCustomerAsStaff = command(
  'customer.erase',
  inEnvironment({ customerId: z.uuid(), confirmation: z.string().optional() }),
  async ({ db, input: { environmentId, customerId, confirmation } }) => {
    const erased = await erase(db, { environmentId, name: customerId }, (shown) => mustConfirm(confirmation, shown))
    return {
      result: erased,
      audit: { subject: { kind: 'customer', id: erased.customerId }, after: { devices: erased.deviceCount } },
    }
  },
)

type Named = { environmentId: string; name: string }

async function erase(db: Db, { environmentId, name }: Named, confirm?: (shownName: string) => void) {
  const id = z.uuid().safeParse(name).data
  const customer = await lockCustomer(db, { environmentId, named: { name, id } })
  if (!customer) throw new Refused('not-found', 'No such customer exists in this environment.')
  confirm?.(customer.userId ?? customer.anonymousId ?? '')
  const of = { environmentId, customerId: customer.id }
  await eraseDeliveries(db, { ...of, now: new Date() })
  const names = [customer.userId, customer.anonymousId].filter((known) => known !== null)
  await erasePromptHistory(db, { ...of, names })
  const isInRules = await eraseInRules(db, { environmentId, names })
  const isInLists = (await forgetInLists(db, { environmentId, names })) > 0
  if (isInRules || isInLists) await announce(db, { kind: 'customer_lists' })
  return { customerId: customer.id, deviceCount: await deleteCustomer(db, of) }
}
