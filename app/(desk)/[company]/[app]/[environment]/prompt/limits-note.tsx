import { Callout } from '@/components/ui/callout'
import { formatList } from '@/lib/format/list'
import type { PromptView } from '@/lib/prompts/show-prompt'
import type { PromptEnvironment, PromptLevel } from './prompt-place'

type Props = { prompt: PromptView; level: PromptLevel; environment: PromptEnvironment }

/** Says why this version or this person can't change the prompt. */
export function LimitsNote({ prompt, level, environment }: Props) {
  return (
    <>
      {!prompt.isReadable && <NewerVersion prompt={prompt} />}
      {!prompt.mayTurnOff && <ReadOnly prompt={prompt} level={level} environment={environment} />}
    </>
  )
}

function NewerVersion({ prompt }: { prompt: PromptView }) {
  return (
    <Callout tone="warning" title="A newer version of Pushdesk saved this prompt">
      This version can’t show or change it. Update this server to edit it.
      {prompt.mayTurnOff && ' You can still turn the prompt off.'}
    </Callout>
  )
}

function ReadOnly({ prompt, level, environment }: Props) {
  const who = level === 'platform' ? 'admins' : `admins and integration managers of ${environment.company}`
  return (
    <Callout title="View only">
      Only {who} can make changes. Ask {prompt.managers.length > 0 ? formatList(prompt.managers, 'or') : 'an admin'}.
    </Callout>
  )
}
