import 'server-only'
import { cache } from 'react'
import { environmentFor, forPage } from '@/app/_server/doors'
import { hashOfCustomer, streamedHash } from '@/app/_server/page-hash'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { listCustomerNotifications } from '@/lib/customers/list-customer-notifications'
import { showCustomer } from '@/lib/customers/show-customer'
import { diagnosisOf } from './diagnosis-of'

type Asked = { at: EnvironmentPath; customerId: string }

/** The customer, read once per request, so that the page's hash is of what it shows. */
export const customerOnPage = ({ at, customerId }: Asked) =>
  customerOnce(at.company, at.app, at.environment, customerId)

const customerOnce = cache((company: string, app: string, environment: string, customerId: string) =>
  forPage(async (ctx) => {
    const place = await environmentFor(ctx, { company, app, environment })
    return { place, shown: await showCustomer(ctx, { environmentId: place.id, customerId }), role: place.role }
  }),
)

/** A page of the notifications, read once per request. */
export const notificationsOnPage = ({ at, customerId, after }: Asked & { after: string | null }) =>
  notificationsOnce(at.company, at.app, at.environment, customerId, after)

const notificationsOnce = cache(
  (company: string, app: string, environment: string, customerId: string, after: string | null) =>
    forPage(async (ctx) => {
      const place = await environmentFor(ctx, { company, app, environment })
      return { place, page: await listCustomerNotifications(ctx, { environmentId: place.id, customerId, after }) }
    }),
)

export const customerHash = (asked: Asked) =>
  streamedHash(
    Promise.all([customerOnPage(asked), notificationsOnPage({ ...asked, after: null }), diagnosisOf(asked)]).then(
      ([{ shown }, { page }, { diagnosis }]) => hashOfCustomer(shown, page, diagnosis),
    ),
  )
