import { z } from 'zod'
import { findCustomer } from '@/db/queries/customer-detail'
import { putRecentCustomer } from '@/db/queries/look-up/recent'
import { note } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'

/** Adds a customer whose page the person opened to that person's recent customers. */
export const keepRecentCustomer = note(
  'customer.read',
  inEnvironment({ customerId: z.uuid() }),
  async ({ db, staff, input }) => {
    // A program has no palette, and the customer may have been erased in the meantime.
    if (staff.token || !(await findCustomer(db, input))) return
    await putRecentCustomer(db, { staffId: staff.id, customerId: input.customerId, lookedAt: new Date() })
  },
)
