import { forRead } from '@/app/_server/doors'
import { listRecentCustomers } from '@/lib/look-up/list-recent-customers'

export const POST = forRead(listRecentCustomers)
