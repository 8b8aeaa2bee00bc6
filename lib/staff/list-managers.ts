import { listManagersOf } from '@/db/queries/staff'
import { query } from '../command'
import { inEnvironment } from '../scope'

/** Whom to ask for a change of this environment. */
export const listManagers = query('settings.read', inEnvironment({}), async ({ db, scope }) =>
  scope.companyId ? listManagersOf(db, { companyId: scope.companyId }) : [],
)
