import { SignJWT } from 'jose'
import { z } from 'zod'
import { findCustomerByName } from '@/db/queries/customer-detail'
import { command } from '../command'
import { inEnvironment } from '../scope'
import { decrypt } from '../secrets'
import { requireSimulated } from './require-simulated'

const lifetimeSeconds = 3_600

/** Signs what the company's own server would sign: the proof of who the phone's customer is. */
export const signUserToken = command(
  'simulator.use',
  inEnvironment({ userId: z.string().min(1, 'Enter a user ID.').max(512) }),
  async ({ db, input: { environmentId, userId } }) => {
    const environment = await requireSimulated(db, { environmentId })
    const secret = decrypt(environment.identitySecret, `environments.identity_secret:${environmentId}`)
    const now = Math.floor(Date.now() / 1000)
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(userId)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSeconds)
      .sign(new TextEncoder().encode(secret))
    const customer = await findCustomerByName(db, { environmentId, name: userId })
    return {
      result: token,
      audit: { subject: { kind: 'customer', id: customer?.id }, after: { act: 'signed in on the phone' } },
    }
  },
)
