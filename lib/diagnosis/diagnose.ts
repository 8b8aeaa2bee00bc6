import { z } from 'zod'
import { auditLook } from '@/lib/audit/audit-look'
import { query } from '@/lib/command'
import { machineQuery } from '@/lib/keys/machine-verb'
import { inEnvironment } from '@/lib/scope'
import { gatherFacts } from './facts'
import { runChecks } from './run-checks'

/** A user id, an anonymous id, or our uuid. */
const customer = z.string().trim().min(1, 'Enter a customer.').max(500)

export const Diagnose = inEnvironment({ customer, notificationId: z.uuid().optional() })

/** Why this customer did not get it: the checks a push passes, in order, and where it stopped. */
export const diagnose = query('customer.read', Diagnose, async (act) => {
  const { db, staff, input } = act
  const facts = await gatherFacts(db, { ...input, now: new Date(), sight: { companyIds: staff.companyIds } })
  if (facts.customer) await auditLook(act, { customerId: facts.customer.id })
  return runChecks(facts, staff.role)
})

export const DiagnoseForKey = z.object({ customer, notificationId: z.uuid().optional() })

/** The same over the public API, for the key's environment. */
export const diagnoseForKey = machineQuery(
  { takes: 'secret' },
  async ({ db, environment }, input: z.output<typeof DiagnoseForKey>) => {
    const facts = await gatherFacts(db, { ...input, environmentId: environment.id, now: new Date() })
    // A key speaks for one environment: of the app’s other one it hears that the customer is known there, and no more.
    const sameAddress = facts.sameAddress.map((row) => ({ ...row, environmentName: undefined }))
    return runChecks({ ...facts, sameAddress, colleagues: [] }, 'program')
  },
)
