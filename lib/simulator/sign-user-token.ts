import { z } from 'zod'
import { findCustomerByName } from '@/db/queries/customer-detail'
import { command } from '@/lib/command'
import { signToken } from '@/lib/identity/sign-token'
import { inEnvironment } from '@/lib/scope'
import { requireSimulated } from './require-simulated'

/** Signs a User-Token as the company's server would, to prove who the phone's customer is. */
export const signUserToken = command(
  'simulator.sign_token',
  inEnvironment({ userId: z.string().min(1, 'Enter a user ID.').max(512) }),
  async ({ db, input: { environmentId, userId } }) => {
    const environment = await requireSimulated(db, { environmentId })
    const { identitySecret } = environment
    const { token } = await signToken({ environmentId, identitySecret, userId })
    const customer = await findCustomerByName(db, { environmentId, name: userId })
    return {
      result: token,
      audit: { subject: { kind: 'customer', id: customer?.id }, after: { act: 'signed in on the phone' } },
    }
  },
)
