import { explainReason, presentMeaning } from '../../apns/explain'
import { reasonOnHold } from '../../deliveries/hold-scope'
import { refusedDevices } from '../../deliveries/refusal'
import { type Answer, fact, factAt, isForCompanyApi, nextOf, type RouteFacts } from '../answers'
import { blameOf, reasonOf } from '../blame'

export function checkCredentials(route: RouteFacts): Answer | undefined {
  if (isForCompanyApi(route)) return undefined
  const { environment, key, isAboutMessage, device, delivery } = route
  const isSimulated = environment.apnsServer === 'simulator'
  const facts = [
    fact('APNs key', key?.keyId ?? (isSimulated ? 'Not needed with the APNs simulator' : 'None')),
    factAt('Verified with APNs', key?.verifiedAt, key?.verifiedAnswer),
    factAt('On hold since', environment.blockedAt, environment.blockedReason),
    fact('Rejected for', environment.blockedReason && environment.refusal && refusedDevices(environment.refusal)),
  ]
  const held = reasonOnHold(environment, device?.address ?? delivery?.address ?? '')
  const now = held ?? (key || isSimulated ? null : 'no_credential')
  const then = blameOf(route) === 'credentials' ? reasonOf(route) : null
  const isWaiting = delivery && ['queued', 'retrying'].includes(delivery.state)
  const reason = isAboutMessage ? (then ?? (isWaiting ? now : null)) : now
  if (reason) {
    const explanation = explainReason(reason)
    return {
      status: 'stopped',
      sentence: then ? explanation.meaning : presentMeaning(reason),
      facts: [...facts, fact('Reason', reason)],
      nextAction: nextOf(explanation, route),
    }
  }
  if (now) return { status: 'warning', sentence: `It wasn’t the cause then. Now: ${presentMeaning(now)}`, facts }
  return {
    status: 'ok',
    sentence: isSimulated ? 'Yes. The APNs simulator accepts any key.' : 'Yes. This environment isn’t on hold.',
    facts,
  }
}
