import { listManagersOf } from '@/db/queries/staff'
import { query } from '../command'
import { inEnvironment } from '../scope'

/** The people to ask for a change in this environment. */
export const listManagers = query('settings.read', inEnvironment({}), async ({ db, scope }) =>
  scope.companyId ? listManagersOf(db, { companyId: scope.companyId }) : [],
)
