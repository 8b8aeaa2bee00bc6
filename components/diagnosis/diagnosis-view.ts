import { causes } from '@/lib/diagnosis/causes'
import { checkNames, checkStatuses } from '@/lib/diagnosis/check-names'
import type { OthersWithCause } from '@/lib/diagnosis/count-others'
import type { Diagnosis } from '@/lib/diagnosis/schema'
import { actKinds, turns } from '@/lib/diagnosis/turns'
import { flag, instant, listOf, number, object, oneOf, optional, orNull, type Shape, text } from '@/lib/shape'

const Fact = object({
  label: text,
  value: optional(text),
  at: optional(text),
})

const NextAction = object({
  who: oneOf(turns),
  isYours: flag,
  sentence: text,
  act: optional(
    object({ kind: oneOf(actKinds), label: text, href: text, deviceId: optional(text), deliveryId: optional(text) }),
  ),
  people: listOf(
    object({ name: text, email: text, role: oneOf(['admin', 'integration_manager', 'support', 'viewer']) }),
  ),
})

const Check = object({
  name: oneOf(checkNames),
  title: text,
  status: oneOf(checkStatuses),
  sentence: text,
  facts: listOf(Fact),
  cause: orNull(oneOf(causes)),
  nextAction: orNull(NextAction),
})

const Verdict = object({
  status: oneOf(['ok', 'warning', 'stopped']),
  check: orNull(oneOf(checkNames)),
  cause: oneOf(causes),
  sentence: text,
  facts: listOf(Fact),
  nextAction: NextAction,
})

const Route = object({
  device: orNull(object({ id: text, kind: oneOf(['device_token', 'uuid']), maskedAddress: text })),
  delivery: orNull(object({ id: text, state: text, reason: orNull(text) })),
  verdict: Verdict,
  checks: listOf(Check),
})

const Counted = { customers: number, isMore: flag, firstAt: orNull(instant), lastAt: orNull(instant) }

const Others = object({
  same: orNull(object({ of: oneOf(['device', 'waiting', 'delivery', 'refusal']), reason: orNull(text), ...Counted })),
  reached: object(Counted),
}) satisfies Shape<OthersWithCause>

/** The diagnosis as the browser parses it, without the API's schema. The type check keeps the two in sync. */
export const DiagnosisView = object({
  customer: orNull(object({ id: text, userId: orNull(text), anonymousId: orNull(text) })),
  notification: orNull(object({ id: text, type: text, title: orNull(text), createdAt: text })),
  verdict: Verdict,
  checks: listOf(Check),
  routes: listOf(Route),
  routesLeftOut: number,
  others: Others,
}) satisfies Shape<Diagnosis & { others: OthersWithCause }>
