import type { Db } from '@/db/client'
import { findCustomer, findCustomerByName } from '@/db/queries/customer-detail'

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/**
 * Finds a customer by user ID, anonymous ID, or Pushdesk's ID. A user ID wins over Pushdesk's ID, because a company may
 * use UUIDs as user IDs.
 */
export async function whoIs(db: Db, { environmentId, name }: { environmentId: string; name: string }) {
  const named = await findCustomerByName(db, { environmentId, name })
  if (named || !isUuid(name)) return named
  return findCustomer(db, { environmentId, customerId: name })
}
