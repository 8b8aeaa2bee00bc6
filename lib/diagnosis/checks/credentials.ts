import { explainReason, presentMeaning } from '@/lib/apns/explanations/explain'
import { reasonOnHold } from '@/lib/deliveries/attempts/hold-scope'
import { refusedDevices } from '@/lib/deliveries/attempts/refusal'
import { type CheckAnswer, fact, factAt, isForCompanyApi, type RouteFacts, wordOf } from '@/lib/diagnosis/answers'
import { causeOfReason } from '@/lib/diagnosis/cause-of-reason'
import { failedCheckOf, reasonOf } from '@/lib/diagnosis/failed-check'
import { nextOf, noAction } from '@/lib/diagnosis/next'

export function checkCredentials(route: RouteFacts): CheckAnswer | undefined {
  if (isForCompanyApi(route)) return undefined
  const { environment, key, isAboutMessage, device, delivery, sending } = route
  const isSimulated = environment.apnsServer === 'simulator'
  const facts = [
    fact('APNs key', key?.keyId ?? (isSimulated ? 'Not needed with the APNs simulator' : 'None')),
    factAt('Verified with APNs', key?.verifiedAt, wordOf(key?.verifiedAnswer)),
    factAt('On hold since', environment.blockedAt, wordOf(environment.blockedReason)),
    sending.held && environment.blockedReason ? fact('Customers waiting', sending.held.customers) : undefined,
    fact('Rejected for', environment.blockedReason && environment.refusal && refusedDevices(environment.refusal)),
  ]
  const held = reasonOnHold(environment, device?.address ?? delivery?.address ?? '')
  const now = held ?? (key || isSimulated ? null : 'no_credential')
  const then = failedCheckOf(route) === 'credentials' ? reasonOf(route) : null
  const isWaiting = delivery && ['queued', 'retrying'].includes(delivery.state)
  // A simulator that is off shows only in the deliveries that wait for it.
  const isOff = isWaiting && then === 'no_simulator'
  const reason = isAboutMessage ? (then ?? (isWaiting ? now : null)) : isOff ? then : now
  if (reason) {
    const explanation = explainReason(reason)
    return {
      status: 'stopped',
      sentence: then ? explanation.meaning : presentMeaning(reason),
      facts: [...facts, fact('Reason', wordOf(reason))],
      cause: causeOfReason(reason, route),
      next: nextOf(explanation, causeOfReason(reason, route), route),
    }
  }
  if (now)
    return {
      status: 'warning',
      isSince: true,
      sentence: `It wasn’t the cause then. Now: ${presentMeaning(now)}`,
      facts,
      cause: causeOfReason(now, route),
      next: noAction(),
    }
  return {
    status: 'ok',
    sentence: isSimulated ? 'Yes. The APNs simulator accepts any key.' : 'Yes. This environment isn’t on hold.',
    facts,
  }
}
