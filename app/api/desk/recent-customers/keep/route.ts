import { forRead } from '@/app/_server/doors'
import { keepRecentCustomer } from '@/lib/look-up/keep-recent-customer'

/** Called by a page that is being viewed, because pages are also prefetched. */
export const POST = forRead(keepRecentCustomer)
