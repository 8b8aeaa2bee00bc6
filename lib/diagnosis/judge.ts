import { maskAddress } from '../devices/mask-address'
import { listedMax } from '../listed-max'
import { type Answer, isForCompanyApi, type Reader, type RouteFacts } from './answers'
import type { CheckName } from './check-names'
import { checkAddress } from './checks/address'
import { checkAnswer } from './checks/answer'
import { checkCredentials } from './checks/credentials'
import { checkCustomer } from './checks/customer'
import { checkDevice } from './checks/device'
import { checkEndpoint } from './checks/endpoint'
import { checkEnvironment } from './checks/environment'
import { checkPermission } from './checks/permission'
import { checkPresence } from './checks/presence'
import { checkQueue } from './checks/queue'
import { checkReceipt } from './checks/receipt'
import type { Facts } from './facts'
import type { Check, Diagnosis, Route, Verdict } from './schema'

type Judge = { name: CheckName; title: string; answer: (route: RouteFacts) => Answer | undefined }

/** In order: what comes after a stop was not reached. A check without an answer does not apply to the route. */
const judges: Judge[] = [
  { name: 'customer', title: 'Is the customer known here?', answer: checkCustomer },
  { name: 'device', title: 'Is there a device?', answer: checkDevice },
  { name: 'permission', title: 'Are notifications allowed?', answer: checkPermission },
  { name: 'address', title: 'Is the device address still valid?', answer: checkAddress },
  { name: 'environment', title: 'Is it the right environment?', answer: checkEnvironment },
  { name: 'credentials', title: 'Is the APNs key accepted?', answer: checkCredentials },
  { name: 'endpoint', title: 'Does the company API respond?', answer: checkEndpoint },
  { name: 'presence', title: 'Was the app or the chat in the foreground?', answer: checkPresence },
  { name: 'queue', title: 'Did it leave the queue?', answer: checkQueue },
  { name: 'answer', title: 'What did APNs or the company API respond?', answer: checkAnswer },
  { name: 'receipt', title: 'Did the phone confirm it?', answer: checkReceipt },
]

export function judge(facts: Facts, reader: Reader): Diagnosis {
  const judged = waysToTheCustomer(facts)
    .map((way) => judgeRoute({ ...facts, ...way, reader }))
    .sort((a, b) => reach(b) - reach(a))
  const routes = judged.slice(0, listedMax.diagnosedRoutes)
  const [furthest] = routes
  if (!furthest) throw new Error('there is always a way to judge, if only the one without a device')
  const { customer, notification } = facts
  return {
    customer: customer ? { id: customer.id, userId: customer.userId, anonymousId: customer.anonymousId } : null,
    notification: notification
      ? {
          id: notification.id,
          type: notification.type,
          title: notification.title,
          createdAt: notification.createdAt.toISOString(),
        }
      : null,
    verdict: furthest.verdict,
    routes,
    routesLeftOut: judged.length - routes.length,
  }
}

/** For a message: its deliveries. For the customer: the devices that the app has not signed off, each with its newest delivery. */
function waysToTheCustomer({ isAboutMessage, devices, deliveries, attempts }: Facts) {
  const withAttempt = (
    device: Facts['devices'][number] | undefined,
    delivery: Facts['deliveries'][number] | undefined,
  ) => ({
    device,
    delivery,
    attempt: attempts.find(({ deliveryId }) => deliveryId === delivery?.id),
  })
  const ways = isAboutMessage
    ? deliveries.map((delivery) =>
        withAttempt(
          devices.find(({ id }) => id === delivery.deviceId),
          delivery,
        ),
      )
    : devices.map((device) =>
        withAttempt(
          device,
          deliveries.find(({ deviceId }) => deviceId === device.id),
        ),
      )
  return ways.length ? ways : [withAttempt(undefined, undefined)]
}

function judgeRoute(route: RouteFacts): Route {
  const checks: Check[] = []
  for (const { name, title, answer } of judges) {
    const isStopped = checks.some(({ status }) => status === 'stopped')
    const given = isStopped ? undefined : answer(route)
    if (given)
      checks.push({
        name,
        title,
        ...given,
        facts: (given.facts ?? []).filter((one) => one !== undefined),
        nextAction: given.nextAction ?? null,
      })
    else if (applies(name, route, isStopped))
      checks.push({
        name,
        title,
        status: 'not_reached',
        sentence: isStopped ? 'Not reached.' : 'No notification to check.',
        facts: [],
        nextAction: null,
      })
  }
  const { device, delivery } = route
  return {
    device: device ? { id: device.id, kind: device.kind, maskedAddress: maskAddress(device.address) } : null,
    delivery: delivery ? { id: delivery.id, state: delivery.state, reason: delivery.reason } : null,
    verdict: verdictOf(checks, route),
    checks,
  }
}

/** Whether a check that gave no answer is worth a line. */
function applies(name: CheckName, route: RouteFacts, isStopped: boolean): boolean {
  const isByCompany = isForCompanyApi(route)
  if (name === 'endpoint') return isStopped && isByCompany
  if (name === 'environment' || name === 'credentials') return isStopped && !isByCompany
  if (name === 'permission' || name === 'address') return isStopped
  return true
}

function verdictOf(checks: Check[], { isAboutMessage, delivery }: RouteFacts): Verdict {
  const of = ({ name, sentence, nextAction }: Check, status: Verdict['status']) => ({
    status,
    check: name,
    sentence,
    nextAction,
  })
  const stopped = checks.find(({ status }) => status === 'stopped')
  if (stopped) return of(stopped, 'stopped')
  const warnings = checks.filter(({ status }) => status === 'warning')
  // For the current state, the first warning causes the others. For a past notification, earlier ones describe what changed since, so take the last.
  const warning = isAboutMessage ? warnings.at(-1) : warnings[0]
  if (warning) return of(warning, 'warning')
  const arrived = checks.find(({ name, status }) => name === 'receipt' && status === 'ok')
  const what = isAboutMessage ? 'it' : 'the latest notification'
  const sentence = arrived
    ? `${delivery?.openedAt ? 'The customer opened' : 'The phone received'} ${what}.`
    : `Pushdesk found nothing that blocks notifications.${delivery ? '' : ' Nothing has been sent to this device.'}`
  return { status: 'ok', check: null, sentence, nextAction: null }
}

function reach({ verdict, checks }: Route): number {
  if (verdict.status === 'ok') return 1_000
  if (verdict.status === 'warning') return 500
  return checks.findIndex(({ status }) => status === 'stopped')
}
