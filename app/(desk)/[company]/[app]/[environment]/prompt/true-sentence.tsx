'use client'

import { useQuery } from '@tanstack/react-query'
import { RelativeTime } from '@/components/ui/relative-time'
import type { PlaceInput } from '@/lib/prompts/at-place'
import { percent, shareWhole } from '@/lib/prompts/share'
import type { ShownPrompt } from '@/lib/prompts/show-prompt'
import type { PromptLevel } from './prompt-place'
import { propagation } from './propagation.query'

/** Always true: what applies now, since when and by whom, and who has received it. */
export function TrueSentence({ input, prompt, level }: { input: PlaceInput; prompt: ShownPrompt; level: PromptLevel }) {
  const { data } = useQuery(propagation(input))
  const { effective, latest } = prompt
  const apps = data?.apps ?? []
  const clients = apps.reduce((sum, app) => sum + app.clients, 0)
  const received = apps.reduce((sum, app) => sum + app.received, 0)
  return (
    <span className="block min-h-10">
      <strong className="font-semibold text-text">{headline(effective)}</strong>
      {sourceWords(effective, level)}
      {latest && (
        <>
          {' · last change here '}
          <RelativeTime at={latest.createdAt} /> by {latest.authorName}
        </>
      )}
      {data &&
        (clients === 0
          ? ` · no phone has asked in ${data.windowDays} days`
          : ` · received by ${received.toLocaleString('en')} of ${clients.toLocaleString('en')} clients of the last ${data.windowDays} days`)}
    </span>
  )
}

function headline({ content: { isOn, rollout, rules }, isReadable, isStopped }: ShownPrompt['effective']) {
  if (!isReadable && !isStopped) return 'Saved by a newer version of Pushdesk'
  if (!isOn) return 'Off: nobody is asked'
  const share = rollout.share >= shareWhole ? 'everybody' : rollout.share === 0 ? 'nobody' : percent(rollout.share)
  return rules.length
    ? `On: ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}, then ${share}`
    : `On for ${share}`
}

function sourceWords({ source, isStopped }: ShownPrompt['effective'], level: PromptLevel) {
  if (isStopped && source !== level) return `, stopped by the ${source} for everything below`
  if (source === 'none') return ', nothing is set anywhere'
  return source === level ? ', set here' : `, inherited from the ${source}`
}
