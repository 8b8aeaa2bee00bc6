import { managersOfCompany } from '@/db/queries/managers'
import { query } from '../command'
import { inEnvironment } from '../scope'

/** Whom to ask for a change of this environment: integration managers first, then admins. */
export const listManagers = query('settings.read', inEnvironment({}), async ({ db, scope }) => {
  if (!scope.companyId) return []
  const managers = await managersOfCompany(db, { companyId: scope.companyId })
  return managers.sort((a, b) => Number(b.role === 'integration_manager') - Number(a.role === 'integration_manager'))
})
