import { reasonOnHold } from '@/lib/deliveries/attempts/hold-scope'
import { refusedDevices } from '@/lib/deliveries/attempts/refusal'
import { type CheckAnswer, fact, factAt, isForCompanyApi, type RouteFacts, wordOf } from '@/lib/diagnosis/answers'
import { failedCheckOf, reasonOf } from '@/lib/diagnosis/failed-check'
import { stoppedFor, wouldStopNow } from './by-reason'

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
  if (reason) return stoppedFor(route, { reason, facts, isThen: Boolean(then) })
  if (now) return wouldStopNow(route, { reason: now, facts })
  return {
    status: 'ok',
    sentence: isSimulated ? 'Yes. The APNs simulator accepts any key.' : 'Yes. This environment isn’t on hold.',
    facts,
  }
}
