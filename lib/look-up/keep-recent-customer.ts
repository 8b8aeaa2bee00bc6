import { z } from 'zod'
import { findCustomer } from '@/db/queries/customer-detail'
import { putRecentCustomer } from '@/db/queries/look-up/recent'
import { note } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'

/** Keeps a customer at hand for this person alone, whose page they opened. */
export const keepRecentCustomer = note(
  'customer.read',
  inEnvironment({ customerId: z.uuid() }),
  async ({ db, staff, input }) => {
    // A program has no palette, and a customer may have been erased meanwhile.
    if (staff.token || !(await findCustomer(db, input))) return
    await putRecentCustomer(db, { staffId: staff.id, customerId: input.customerId, lookedAt: new Date() })
  },
)
