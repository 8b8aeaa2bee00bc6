import type { Explanation } from '@/lib/apns/explanations/explanation'
import { expiryOfRepeat } from '@/lib/deliveries/expiry-of-repeat'
import { nextActionOf } from '@/lib/deliveries/next-action'
import { wayBack } from '@/lib/devices/way-back'
import type { Next, RouteFacts } from './answers'
import type { Cause } from './causes'
import type { ActKind, Turn } from './turns'

export const noAction = (sentence = 'No action needed.'): Next => ({ who: 'nobody', sentence })

/** Says what to do about a reason, given the current delivery, device, and environment, and whose turn it is. */
export function nextOf(explanation: Explanation, cause: Cause, route: RouteFacts): Next {
  const { reader, delivery, device, environment, now } = route
  const isOnHold = environment.blockedReason !== null
  const sentence = nextActionOf(explanation, { reader, delivery, device, isOnHold, now })
  if (explanation.isRemediedByDevice && cause !== 'bad_token_environment') return { ...nextOfDevice(route), sentence }
  const own = turnAbout[cause === 'company_rejected' && explanation.isOfSettings ? 'company_template' : cause]
  const isRetried = explanation.retry !== 'no' && delivery?.endedAt === null
  if (isRetried && explanation.retry !== 'after_repair' && !own) return { who: 'nobody', sentence }
  if (own) return { ...own, sentence }
  const isOver = delivery !== undefined && delivery.endedAt !== null && explanation.retry !== 'no'
  if (!isOver) return { who: explanation.nextAction === null ? 'nobody' : 'integration_manager', sentence }
  return expiryOfRepeat(delivery, now) > now
    ? { who: 'support', sentence, act: 'send_again' }
    : { who: 'platform_team', sentence }
}

/** Says what brings the device back, and who can do it. */
export function nextOfDevice({ device, reader }: RouteFacts): Next {
  const sentence = wayBack(device, reader)
  if (!device) return { who: 'customer', sentence }
  if (device.status === 'active') return { who: 'nobody', sentence }
  if (device.statusReason === 'disabled_by_staff')
    return { who: 'support', sentence: `${sentence} Opening the app doesn’t bring it back.`, act: 'enable_device' }
  return { who: 'customer', sentence, act: 'open_device' }
}

/** Whose turn it is, whatever became of the delivery. */
const turnAbout: Partial<Record<Cause, { who: Turn; act?: ActKind }>> = {
  bad_token_environment: { who: 'app_developers', act: 'open_device' },
  other_app: { who: 'app_developers', act: 'open_device' },
  key_rejected: { who: 'integration_manager', act: 'open_apns_keys' },
  key_environment: { who: 'integration_manager', act: 'open_apns_keys' },
  key_missing: { who: 'integration_manager', act: 'open_apns_keys' },
  topic_rejected: { who: 'integration_manager', act: 'open_environment' },
  simulator_off: { who: 'integration_manager', act: 'open_environment' },
  provider_token_rejected: { who: 'operator' },
  not_recorded: { who: 'operator', act: 'open_delivery' },
  payload_too_large: { who: 'platform_team', act: 'open_delivery' },
  message_rejected: { who: 'platform_team', act: 'open_delivery' },
  throttled: { who: 'platform_team', act: 'open_delivery' },
  app_archived: { who: 'admin', act: 'open_companies' },
  company_missing: { who: 'integration_manager', act: 'open_company_api' },
  company_unauthorized: { who: 'integration_manager', act: 'open_company_api' },
  company_template: { who: 'integration_manager', act: 'open_company_api' },
  company_blocked: { who: 'integration_manager', act: 'open_company_api' },
  company_rejected: { who: 'company', act: 'open_delivery' },
  company_error: { who: 'company', act: 'open_delivery' },
  company_slow: { who: 'company', act: 'open_delivery' },
  company_unreachable: { who: 'company', act: 'open_delivery' },
  company_paused: { who: 'company', act: 'open_delivery' },
}
