import type { RouteFacts } from './answers'

type Prompt = RouteFacts['history']['prompt']

/** Whether the prompt is off or was never configured, so that customers aren't asked. */
export function promptIsOff({ history }: RouteFacts): boolean {
  const { explained } = history.prompt ?? {}
  return explained !== undefined && (explained.effective.source === 'none' || !explained.content.isOn)
}

export type PromptEnd = 'denied' | 'authorized' | 'accepted' | 'dismissed' | 'displayed'

type Evidence = { end: PromptEnd; at: Date }

/**
 * How far the customer got: by the last answer to the iOS alert, or else the last prompt event, unless a later
 * evaluation shows a permission.
 */
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

/** Customers can also change the permission in Settings, which sends no event. */
function evaluatedEnd(prompt: Prompt): Evidence | undefined {
  const { client } = prompt ?? {}
  const permission = client?.context.permission ?? client?.context.osPermission
  if (client && permission === 'denied') return { end: 'denied', at: client.at }
  if (client && ['authorized', 'provisional', 'ephemeral'].includes(String(permission)))
    return { end: 'authorized', at: client.at }
  return undefined
}
