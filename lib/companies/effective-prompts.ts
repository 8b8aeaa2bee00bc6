import type { promptLevels } from '@/db/queries/health'
import type { EnvironmentName } from '@/db/schema/companies'
import { PromptContent } from '../prompts/content'
import { type Effective, effectiveOf, type Level } from '../prompts/effective'
import { shareWhole } from '../prompts/share'

type Row = Awaited<ReturnType<typeof promptLevels>>[number]
type Place = { companyId: string; appId: string; name: EnvironmentName }

/** What the pages outside of the prompt's own say of it, in three words. */
export type PromptState = { isOn: boolean; isStopped: boolean; word: string; source: Effective['source'] }

export function promptStateAt(rows: readonly Row[], { companyId, appId, name }: Place): PromptState {
  const levelOf = (holds: (row: Row) => boolean): Level | undefined => {
    const row = rows.find((one) => one.environmentName === name && holds(one))
    return row && { ...row, content: row.content === null ? null : PromptContent.parse(row.content) }
  }
  const { content, isStopped, source } = effectiveOf({
    platform: levelOf((row) => row.scopeKind === 'platform'),
    company: levelOf((row) => row.scopeKind === 'company' && row.companyId === companyId),
    app: levelOf((row) => row.scopeKind === 'app' && row.appId === appId),
  })
  return { isOn: content.isOn, isStopped, source, word: wordOf(content) }
}

function wordOf({ isOn, rules, rollout }: PromptContent) {
  if (!isOn) return 'Off'
  if (rules.length > 0) return rules.length === 1 ? 'On, with 1 rule' : `On, with ${rules.length} rules`
  return rollout.share === shareWhole ? 'On for everybody' : `On for ${(rollout.share / shareWhole) * 100} %`
}
