import type { RouteFacts } from './answers'

type Prompt = RouteFacts['history']['prompt']

/** Someone turned it off, or no one ever configured it: customers are not asked. */
export function promptIsOff({ history }: RouteFacts): boolean {
  const { explained } = history.prompt ?? {}
  return explained !== undefined && (explained.effective.source === 'none' || !explained.content.isOn)
}

export type PromptEnd = 'denied' | 'authorized' | 'accepted' | 'dismissed' | 'displayed'

type Evidence = { end: PromptEnd; at: Date }

/** How far the customer came: by what iOS answered last, else by what the app reported of the prompt, unless it evaluated with another permission since. */
export function promptEndOf(prompt: Prompt): Evidence | undefined {
  const reported = reportedEnd(prompt)
  const evaluated = evaluatedEnd(prompt)
  if (!reported || !evaluated) return reported ?? evaluated
  return evaluated.at > reported.at ? evaluated : reported
}

function reportedEnd(prompt: Prompt): Evidence | undefined {
  const [last] = prompt?.events ?? []
  const answer = prompt?.events.find(({ kind }) => kind === 'system_denied' || kind === 'system_authorized')
  if (answer) return { end: answer.kind === 'system_denied' ? 'denied' : 'authorized', at: answer.at }
  return last?.kind === 'accepted' || last?.kind === 'dismissed' || last?.kind === 'displayed'
    ? { end: last.kind, at: last.at }
    : undefined
}

/** Customers change it in Settings as well, which no event tells. */
function evaluatedEnd(prompt: Prompt): Evidence | undefined {
  const { client } = prompt ?? {}
  const permission = client?.context.permission ?? client?.context.osPermission
  if (client && permission === 'denied') return { end: 'denied', at: client.at }
  if (client && ['authorized', 'provisional', 'ephemeral'].includes(String(permission)))
    return { end: 'authorized', at: client.at }
  return undefined
}
