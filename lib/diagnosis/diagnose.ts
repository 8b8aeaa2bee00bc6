import { z } from 'zod'
import { query } from '../command'
import { machineQuery } from '../machine-verb'
import { inEnvironment } from '../scope'
import { gatherFacts } from './facts'
import { judge } from './judge'

/** A user id, an anonymous id, or our uuid. */
const customer = z.string().trim().min(1, 'Enter a customer.').max(500)

export const Diagnose = inEnvironment({ customer, notificationId: z.uuid().optional() })

/** Why this customer did not get it: the checks a push passes, in order, and where it stopped. */
export const diagnose = query('customer.read', Diagnose, async ({ db, staff, input }) =>
  judge(await gatherFacts(db, { ...input, now: new Date() }), staff.role),
)

export const DiagnoseForKey = z.object({ customer, notificationId: z.uuid().optional() })

/** The same over the public API, for the key's environment. */
export const diagnoseForKey = machineQuery(
  { takes: 'secret' },
  async ({ db, environment }, input: z.output<typeof DiagnoseForKey>) => {
    const facts = await gatherFacts(db, { ...input, environmentId: environment.id, now: new Date() })
    // A key speaks for one environment: what other environments know is none of its business.
    return judge({ ...facts, sameUser: [], sameAddress: [] }, 'program')
  },
)
