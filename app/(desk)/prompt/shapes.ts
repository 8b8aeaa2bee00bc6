import { listOf, number, object, optional, text } from '@/lib/shape'

export const Changes = listOf(object({ path: text, label: text, before: optional(text), after: optional(text) }))

/** The percentage of customers whom no rule matches, from now on. */
export const Shares = object({ from: listOf(object({ at: text, share: number })), timeZone: text })
