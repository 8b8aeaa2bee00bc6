import { checkNames, checkStatuses } from '@/lib/diagnosis/check-names'
import type { Diagnosis } from '@/lib/diagnosis/schema'
import { listOf, number, object, oneOf, optional, orNull, type Shape, text } from '@/lib/shape'

const Fact = object({
  label: text,
  value: optional(text),
  at: optional(text),
})

const Check = object({
  name: oneOf(checkNames),
  title: text,
  status: oneOf(checkStatuses),
  sentence: text,
  facts: listOf(Fact),
  nextAction: orNull(text),
})

const Verdict = object({
  status: oneOf(['ok', 'warning', 'stopped']),
  check: orNull(oneOf(checkNames)),
  sentence: text,
  nextAction: orNull(text),
})

const Route = object({
  device: orNull(object({ id: text, kind: oneOf(['device_token', 'uuid']), maskedAddress: text })),
  delivery: orNull(object({ id: text, state: text, reason: orNull(text) })),
  verdict: Verdict,
  checks: listOf(Check),
})

/** What a browser reads of it, without the API's schema; the type check keeps the two together. */
export const ShownDiagnosis = object({
  customer: orNull(object({ id: text, userId: orNull(text), anonymousId: orNull(text) })),
  notification: orNull(object({ id: text, type: text, title: orNull(text), createdAt: text })),
  verdict: Verdict,
  routes: listOf(Route),
  routesLeftOut: number,
}) satisfies Shape<Diagnosis>
