import { promptLevels } from '@/db/queries/health'
import { phoneEnvironments } from '@/db/queries/simulator/phone'
import { query } from '@/lib/command'
import { promptStateAt } from '@/lib/companies/effective-prompts'
import { onPlatform } from '@/lib/scope'

export type PhoneEnvironment = Awaited<ReturnType<typeof listPhoneEnvironments>>[number]

/**
 * Lists the simulated environments of the staff member's companies, each with the publishable key that the app would
 * ship, and whether its prompt asks anyone.
 */
export const listPhoneEnvironments = query('simulator.use', onPlatform({}), async ({ db, staff }) => {
  const companyIds = staff.companyIds === 'all' ? undefined : staff.companyIds
  if (companyIds?.length === 0) return []
  const now = new Date()
  const [found, levels] = await Promise.all([phoneEnvironments(db, { companyIds, now }), promptLevels(db)])
  return found.map(({ publishableKey, companyId, appId, ...environment }) => ({
    ...environment,
    publishableKey: publishableKey ?? '',
    isPromptOn: promptStateAt(levels, { companyId, appId, name: environment.name }, now).isAsking,
  }))
})
