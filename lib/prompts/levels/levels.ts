import type { EnvironmentName } from '@/db/schema/companies'
import type { PromptScopeKind } from '@/db/schema/prompts'
import type { Level, Levels } from './effective'

type Place = { environmentName: EnvironmentName; companyId: string | null; appId: string | null }
type Row = Place & { scopeKind: PromptScopeKind }

/**
 * Decides which configurations apply at a place: the platform's, its company's, and its app's, in that environment.
 * Parses only those that are requested.
 */
export function levelsAmong<Stored extends Row>(
  rows: Iterable<Stored>,
  levelOf: (row: Stored) => Level,
): (place: Place) => Levels {
  const byPlace = new Map<string, Stored>()
  for (const row of rows) byPlace.set(keyOf(row), row)
  return (place) => {
    const at = (scopeKind: PromptScopeKind) => {
      const row = byPlace.get(keyOf({ ...place, scopeKind }))
      return row && levelOf(row)
    }
    return { platform: at('platform'), company: at('company'), app: at('app') }
  }
}

function keyOf({ scopeKind, environmentName, companyId, appId }: Row) {
  if (scopeKind === 'platform') return `platform ${environmentName}`
  return scopeKind === 'company' ? `company ${companyId} ${environmentName}` : `app ${appId} ${environmentName}`
}
