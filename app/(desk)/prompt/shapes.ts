import { flag, listOf, number, object, optional, text } from '@/lib/shape'

export const Changes = listOf(object({ path: text, label: text, before: optional(text), after: optional(text) }))

/** The percentage of customers whom no rule matches, from now on. */
export const Shares = object({ from: listOf(object({ at: text, share: number })), timeZone: text })

export const Clients = object({
  seen: number,
  before: number,
  after: number,
  gained: number,
  lost: number,
  isSample: flag,
  windowDays: number,
})

export const Reach = object({
  gained: listOf(text),
  lost: listOf(text),
  changed: listOf(text),
  clients: Clients,
  olderSdk: number,
})
