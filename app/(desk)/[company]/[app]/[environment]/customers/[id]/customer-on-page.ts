import 'server-only'
import { oncePerPage } from '@/app/_server/once-per-page'
import { hashOfCustomer, streamedHash } from '@/app/_server/page-hash'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { listCustomerNotifications } from '@/lib/customers/list-customer-notifications'
import { showCustomer } from '@/lib/customers/show-customer'
import { diagnosisOf } from './diagnosis-of'

export const customerOnPage = oncePerPage(async (ctx, { id: environmentId, role }, customerId: string) => ({
  role,
  shown: await showCustomer(ctx, { environmentId, customerId }),
}))

export const notificationsOnPage = oncePerPage(
  async (ctx, { id: environmentId }, customerId: string, after: string | null) => ({
    page: await listCustomerNotifications(ctx, { environmentId, customerId, after }),
  }),
)

export const customerHash = (at: EnvironmentPath, customerId: string) =>
  streamedHash(
    Promise.all([
      customerOnPage(at, customerId),
      notificationsOnPage(at, customerId, null),
      diagnosisOf({ at, customerId }),
    ]).then(([{ shown }, { page }, { diagnosis }]) => hashOfCustomer(shown, page, diagnosis)),
  )
