import { placesOf } from '@/db/queries/look-up/places'
import { recentCustomersMax, recentCustomersOf } from '@/db/queries/look-up/recent'
import { query } from '@/lib/command'
import { onPlatform } from '@/lib/scope'
import { placing } from './hits'

const shownMax = 6

/** Lists the customers whose pages this person opened last, in environments that they can still access. */
export const listRecentCustomers = query('customer.read', onPlatform({}), async ({ db, staff }) => {
  const places = await placesOf(db, { companyIds: staff.companyIds })
  const environmentIds = places.map(({ environmentId }) => environmentId)
  const here = placing(places)
  const rows = await recentCustomersOf(db, { staffId: staff.id, environmentIds, limit: recentCustomersMax })
  return {
    customers: rows.slice(0, shownMax).map(({ id, environmentId, userId, anonymousId }) => {
      const { place, root } = here.of(environmentId)
      return { id, name: userId ?? anonymousId ?? '', href: `${root}/customers/${id}`, place }
    }),
  }
})
