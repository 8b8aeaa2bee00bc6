import { z } from 'zod'
import type { Db } from '@/db/client'
import { customerTables, nameOfCustomerTable } from '@/db/customer-data'
import { rowsAbout } from '@/db/queries/customer-export'
import { addressesOfCustomer, lockCustomer } from '@/db/queries/erasure'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { command } from '@/lib/command'
import { addressesInLog } from '@/lib/devices/address-hash'
import { machineCommand } from '@/lib/keys/machine-verb'
import { upTo } from '@/lib/paging/cut'
import { inEnvironment } from '@/lib/scope'
import type { EraseCustomer } from './erase-customer'
import { unknownCustomer } from './identify-customer'

/** Rows per table. No real customer has this many. */
const rowsMax = 50_000

export const CustomerExport = z
  .object({
    customer: z.object({ id: z.uuid(), userId: z.string().nullable(), anonymousId: z.string().nullable() }),
    exportedAt: z.iso.datetime(),
    isComplete: z.boolean().meta({ description: `False if a table has more than ${rowsMax} rows of the customer.` }),
    tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).meta({
      description: 'The customer’s rows by table. Data about other people is left out.',
      examples: [{ devices: [{ kind: 'device_token', status: 'active' }] }],
    }),
  })
  .meta({ id: 'CustomerExport' })

/** Exports everything stored about the customer over the public API. Records the export in the audit log. */
export const exportCustomer = machineCommand(
  { takes: 'secret' },
  async ({ db, environment, key, ip, requestId }, { id }: z.output<typeof EraseCustomer>) => {
    const exported = await everythingAbout(db, { environmentId: environment.id, name: id })
    await insertAuditEntry(db, {
      action: 'customer.export',
      actorKind: 'api_key',
      actorId: key.id,
      actorName: key.name,
      companyId: environment.companyId,
      environmentId: environment.id,
      subjectKind: 'customer',
      subjectId: exported.customer.id,
      after: countsOf(exported),
      ip,
      requestId,
    })
    return exported
  },
)

/** The same export for a staff member, from the customer’s page. */
export const exportCustomerAsStaff = command(
  'customer.export',
  inEnvironment({ customerId: z.uuid() }),
  async ({ db, input: { environmentId, customerId } }) => {
    const exported = await everythingAbout(db, { environmentId, name: customerId })
    return { result: exported, audit: { subject: { kind: 'customer', id: customerId }, after: countsOf(exported) } }
  },
)

async function everythingAbout(db: Db, { environmentId, name }: { environmentId: string; name: string }) {
  const id = z.uuid().safeParse(name).data
  // Lock the customer, so that all tables show the same moment and nothing is erased in between.
  const customer = await lockCustomer(db, { environmentId, named: { name, id } })
  if (!customer) throw unknownCustomer()
  const of = { environmentId, customerId: customer.id }
  const names = [customer.userId, customer.anonymousId].filter((known) => known !== null)
  const addresses = addressesInLog(await addressesOfCustomer(db, of))
  const tables: Record<string, Record<string, unknown>[]> = {}
  let isComplete = true
  for (const one of customerTables) {
    const { shown, isCut } = await upTo(rowsMax, (limit) => rowsAbout(db, one, { ...of, names, addresses, limit }))
    tables[nameOfCustomerTable(one)] = shown
    if (isCut) isComplete = false
  }
  return { customer, exportedAt: new Date().toISOString(), isComplete, tables }
}

const countsOf = ({ tables, isComplete }: Awaited<ReturnType<typeof everythingAbout>>) => ({
  rows: Object.values(tables).reduce((sum, rows) => sum + rows.length, 0),
  isComplete,
})
