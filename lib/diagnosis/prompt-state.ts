import type { RouteFacts } from './answers'

type Prompt = RouteFacts['history']['prompt']

/** Someone turned it off, or no one ever turned it on, and phones are told so. */
export function promptIsOff({ history }: RouteFacts): boolean {
  const { explained } = history.prompt ?? {}
  return explained !== undefined && explained.effective.source !== 'none' && !explained.content.isOn
}

export type PromptEnd = 'denied' | 'authorized' | 'accepted' | 'dismissed' | 'displayed'

/** How far the customer came, by what the app reported, else by the permission it named when it asked. */
export function promptEndOf(prompt: Prompt): { end: PromptEnd; at: Date } | undefined {
  const [last] = prompt?.events ?? []
  const answer = prompt?.events.find(({ kind }) => kind === 'system_denied' || kind === 'system_authorized')
  if (answer) return { end: answer.kind === 'system_denied' ? 'denied' : 'authorized', at: answer.at }
  if (last?.kind === 'accepted' || last?.kind === 'dismissed' || last?.kind === 'displayed')
    return { end: last.kind, at: last.at }
  const { client } = prompt ?? {}
  const permission = client?.context.permission ?? client?.context.osPermission
  if (client && permission === 'denied') return { end: 'denied', at: client.at }
  if (client && ['authorized', 'provisional', 'ephemeral'].includes(String(permission)))
    return { end: 'authorized', at: client.at }
  return undefined
}
