import { z } from 'zod'
import { auditLook } from '@/lib/audit/audit-look'
import { query } from '@/lib/command'
import { machineQuery } from '@/lib/keys/machine-verb'
import { inEnvironment } from '@/lib/scope'
import { gatherFacts } from './facts'
import { runChecks } from './run-checks'

/** A user ID, an anonymous ID, or our UUID. */
const customer = z.string().trim().min(1, 'Enter a customer.').max(500)

export const Diagnose = inEnvironment({ customer, notificationId: z.uuid().optional() })

/** Says why a customer didn't get a notification: the checks that a push passes, in order, and where it stopped. */
export const diagnose = query('customer.read', Diagnose, async (act) => {
  const { db, staff, input } = act
  const facts = await gatherFacts(db, { ...input, now: new Date(), sight: { companyIds: staff.companyIds } })
  if (facts.customer) await auditLook(act, { customerId: facts.customer.id })
  return runChecks(facts, staff.role)
})

export const DiagnoseForKey = z.object({ customer, notificationId: z.uuid().optional() })

/** Diagnoses over the public API, in the key's environment. */
export const diagnoseForKey = machineQuery(
  { takes: 'secret' },
  async ({ db, environment }, input: z.output<typeof DiagnoseForKey>) => {
    const facts = await gatherFacts(db, { ...input, environmentId: environment.id, now: new Date() })
    // A key covers one environment. Of the app's other one, it learns only that the customer is known there.
    const sameAddress = facts.sameAddress.map((row) => ({ ...row, environmentName: undefined }))
    return runChecks({ ...facts, sameAddress, colleagues: [] }, 'program')
  },
)
