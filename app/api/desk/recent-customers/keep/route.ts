import { forRead } from '@/app/_server/doors'
import { keepRecentCustomer } from '@/lib/look-up/keep-recent-customer'

/** Asked by a page that is looked at, because pages are also fetched ahead. */
export const POST = forRead(keepRecentCustomer)
