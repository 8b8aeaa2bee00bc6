'use client'

import { useQuery } from '@tanstack/react-query'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { formatNumber, plural, pluralWord } from '@/lib/format/number'
import { percent, shareWhole } from '@/lib/prompts/content/share'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { PromptView } from '@/lib/prompts/show-prompt'
import type { PromptLevel } from './prompt-place'
import { propagation } from './results/propagation.query'

type Props = { input: PlaceInput; prompt: Pick<PromptView, 'effective' | 'latest'>; level: PromptLevel }

/** Status line: the configuration in effect, who changed it and when, and how many clients fetched it. */
export function PromptStatusLine({ input, prompt, level }: Props) {
  const { effective, latest } = prompt
  const { data } = useQuery(propagation(input, effective.revision))
  const all = data?.apps ?? []
  const apps = all.filter(({ isFromHere }) => isFromHere)
  const others = all.length - apps.length
  const clients = apps.reduce((sum, app) => sum + app.clients, 0)
  const fetched = apps.reduce((sum, app) => sum + app.received, 0)
  return (
    <span className="block min-h-10">
      <strong className="font-semibold text-text">{headline(effective, level)}</strong>
      {sourceWords(effective, level)}
      {latest && (
        <>
          {' · last changed here '}
          <RelativeTime isSentence at={latest.createdAt} /> by <Outside>{latest.authorName}</Outside>
        </>
      )}
      {others > 0 &&
        ` · ${others} of ${plural(all.length, 'app')} ${pluralWord(others, 'has', 'have')} a different configuration`}
      {data &&
        apps.length > 0 &&
        (clients === 0
          ? ` · not fetched by any client in the last ${data.windowDays} days`
          : ` · fetched by ${formatNumber(fetched)} of ${formatNumber(clients)} clients active in the last ${data.windowDays} days`)}
    </span>
  )
}

/** Above the app level, the headline applies only to lower levels that inherit. */
function headline({ content, isReadable, isStopped, isOn, share }: PromptView['effective'], level: PromptLevel) {
  if (!isReadable && !isStopped) return 'Saved by a newer version of Pushdesk'
  const where = level === 'app' || (!content.isOn && content.stopsBelow) ? '' : ' where lower levels aren’t customized'
  if (!content.isOn) return `Off: no one is asked${where}`
  if (!isOn) return 'On, but asks no one now'
  const rules = content.rules.length
  const whom = share >= shareWhole ? 'everyone' : share === 0 ? 'no one' : percent(share)
  if (rules === 0) return `On for ${whom}${where}`
  const rest = share > 0 && share < shareWhole ? `${whom} of everyone else` : `${whom} else`
  return `On: ${plural(rules, 'rule')}, then ${rest}${where}`
}

function sourceWords({ source, isStopped }: PromptView['effective'], level: PromptLevel) {
  if (isStopped && source !== level) return `, forced off by the ${source}`
  if (source === 'none') return ', not configured at any level'
  return source === level ? ', customized here' : `, inherited from the ${source}`
}
