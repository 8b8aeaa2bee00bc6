import { listManagersOf } from '@/db/queries/staff/staff'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'

/** The people to ask for a change in this environment. */
export const listManagers = query('settings.read', inEnvironment({}), async ({ db, scope }) =>
  scope.companyId ? listManagersOf(db, { companyId: scope.companyId }) : [],
)
