import type { Db } from '@/db/client'
import { promptLevels } from '@/db/queries/health'
import { findSigningKey } from '@/db/queries/settings/apns'
import { listManagersOf } from '@/db/queries/staff/staff'
import type { EnvironmentName } from '@/db/schema/companies'
import type { Scope } from '@/lib/scope'

/** The environment that an `inEnvironment` verb acts on. */
export type EnvironmentScope = { environmentId: string; appId: string; companyId: string; name: EnvironmentName }

export function environmentIn({ environmentId, appId, companyId, environmentName }: Scope): EnvironmentScope {
  if (!environmentId || !appId || !companyId || !environmentName) throw new Error('the scope is not an environment')
  return { environmentId, appId, companyId, name: environmentName }
}

export type SettingsFacts = Awaited<ReturnType<typeof settingsFacts>>

/** The facts behind both the health and the setup steps of an environment. */
export async function settingsFacts(db: Db, { environmentId, companyId }: EnvironmentScope) {
  const [key, levels, managers] = await Promise.all([
    findSigningKey(db, { environmentId }),
    promptLevels(db),
    listManagersOf(db, { companyId }),
  ])
  return { key, levels, managers }
}
