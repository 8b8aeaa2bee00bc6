import type { promptLevels } from '@/db/queries/health'
import type { EnvironmentName } from '@/db/schema/companies'
import { type Effective, effectiveOf } from '../prompts/effective'
import { shareWhole } from '../prompts/share'
import { levelOf } from '../prompts/stored'

type Row = Awaited<ReturnType<typeof promptLevels>>[number]
type Place = { companyId: string; appId: string; name: EnvironmentName }

/** What the pages outside of the prompt's own say of it, in three words. */
export type PromptState = { isOn: boolean; isStopped: boolean; word: string; source: Effective['source'] }

export function promptStateAt(rows: readonly Row[], { companyId, appId, name }: Place): PromptState {
  const levelAt = (isIt: (row: Row) => boolean) => {
    const row = rows.find((one) => one.environmentName === name && isIt(one))
    return row && levelOf(row)
  }
  const effective = effectiveOf({
    platform: levelAt((row) => row.scopeKind === 'platform'),
    company: levelAt((row) => row.scopeKind === 'company' && row.companyId === companyId),
    app: levelAt((row) => row.scopeKind === 'app' && row.appId === appId),
  })
  const { content, isStopped, source } = effective
  return { isOn: content.isOn, isStopped, source, word: wordOf(effective) }
}

function wordOf({ content: { isOn, rules, rollout }, isReadable, isStopped }: Effective) {
  if (!isReadable && !isStopped) return 'Saved by a newer version'
  if (!isOn) return 'Off'
  if (rules.length > 0) return rules.length === 1 ? 'On, with 1 rule' : `On, with ${rules.length} rules`
  return rollout.share === shareWhole ? 'On for everybody' : `On for ${(rollout.share / shareWhole) * 100} %`
}
