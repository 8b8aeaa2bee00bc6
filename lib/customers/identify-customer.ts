import { z } from 'zod'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { whoIs } from './who-is'

/** Finds a customer by user ID, anonymous ID, or Pushdesk's ID. */
export const identifyCustomer = query(
  'customer.read',
  inEnvironment({ name: z.string().min(1).max(512) }),
  async ({ db, input }) => {
    const customer = await whoIs(db, input)
    if (!customer) throw unknownCustomer()
    return { customerId: customer.id }
  },
)

export const unknownCustomer = () =>
  new Refused('not-found', 'This customer doesn’t exist in this environment. They may have been erased.')
