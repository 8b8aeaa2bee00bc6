import { phoneEnvironments } from '@/db/queries/phone'
import { query } from '../command'
import { onPlatform } from '../scope'

export type PhoneEnvironment = Awaited<ReturnType<typeof listPhoneEnvironments>>[number]

/** The simulated environments of the staff member's companies, each with the publishable key that the app would ship. */
export const listPhoneEnvironments = query('simulator.use', onPlatform({}), async ({ db, staff }) => {
  const companyIds = staff.companyIds === 'all' ? undefined : staff.companyIds
  if (companyIds?.length === 0) return []
  const found = await phoneEnvironments(db, { companyIds, now: new Date() })
  return found.map(({ publishableKey, ...environment }) => ({ ...environment, publishableKey: publishableKey ?? '' }))
})
