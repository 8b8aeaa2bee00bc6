'use server'

import { forAct } from '@/app/_server/doors'
import { eraseCustomerAsStaff } from '@/lib/customers/erase-customer'

export async function erase(customer: { environmentId: string; customerId: string; confirmation: string }) {
  return forAct((ctx) => eraseCustomerAsStaff(ctx, customer))
}
