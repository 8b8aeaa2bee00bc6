import type { promptLevels } from '@/db/queries/health'
import type { EnvironmentName } from '@/db/schema/companies'
import { plural } from '@/lib/format/number'
import { answerNow } from '@/lib/prompts/answer-now'
import { percent, shareWhole } from '@/lib/prompts/content/share'
import { type Effective, effectiveOf } from '@/lib/prompts/levels/effective'
import { levelsAmong } from '@/lib/prompts/levels/levels'
import { levelOf } from '@/lib/prompts/levels/stored'

type Row = Awaited<ReturnType<typeof promptLevels>>[number]
type Place = { companyId: string; appId: string; name: EnvironmentName }

/** The prompt's state as other pages summarize it. */
export type PromptState = {
  /** Whether customers are being asked now. */
  isAsking: boolean
  isSwitchedOn: boolean
  isReadable: boolean
  isStopped: boolean
  word: string
  source: Effective['source']
}

export function promptStateAt(rows: readonly Row[], { companyId, appId, name }: Place, now = new Date()): PromptState {
  const effective = effectiveOf(levelsAmong(rows, levelOf)({ environmentName: name, companyId, appId }))
  const { content, isReadable, isStopped, source } = effective
  return {
    isAsking: answerNow(content, now).isOn,
    isSwitchedOn: content.isOn,
    isReadable: isReadable || isStopped,
    isStopped,
    source,
    word: wordOf(effective, now),
  }
}

function wordOf({ content, isReadable, isStopped }: Effective, now: Date) {
  if (!isReadable && !isStopped) return 'Saved by a newer version'
  if (!content.isOn) return 'Off'
  const { isOn, share, ruleCount } = answerNow(content, now)
  if (!isOn) return 'On, but asks no one now'
  if (ruleCount > 0) return `On, with ${plural(ruleCount, 'rule')}`
  return share >= shareWhole ? 'On for everyone' : `On for ${percent(share)}`
}
