import { explainReason, presentMeaning } from '@/lib/apns/explanations/explain'
import { type CheckAnswer, fact, type RouteFacts, wordOf } from '@/lib/diagnosis/answers'
import { causeOfReason } from '@/lib/diagnosis/cause-of-reason'
import { nextOf, noAction } from '@/lib/diagnosis/next'

type Found = { reason: string; facts: NonNullable<CheckAnswer['facts']> }

/** The answer of a check that stopped the notification: then, or now. `status` is that of the HTTP response. */
export function stoppedFor(
  route: RouteFacts,
  { reason, facts, isThen, status }: Found & { isThen: boolean; status?: number | null },
): CheckAnswer {
  const explanation = explainReason(reason, status)
  const cause = causeOfReason(reason, route)
  return {
    status: 'stopped',
    sentence: isThen ? explanation.meaning : presentMeaning(reason),
    facts: [...facts, fact('Reason', wordOf(reason))],
    cause,
    next: nextOf(explanation, cause, route),
  }
}

/** The answer of a check that let the notification through, and would stop another now. */
export function wouldStopNow(route: RouteFacts, { reason, facts }: Found): CheckAnswer {
  return {
    status: 'warning',
    isSince: true,
    sentence: `It wasn’t the cause then. Now: ${presentMeaning(reason)}`,
    facts,
    cause: causeOfReason(reason, route),
    next: noAction(),
  }
}
