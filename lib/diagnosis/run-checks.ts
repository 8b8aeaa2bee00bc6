import { maskAddress } from '@/lib/devices/mask-address'
import { listedMax } from '@/lib/paging/listed-max'
import { type CheckAnswer, isForCompanyApi, type Reader, type RouteFacts } from './answers'
import type { CheckName } from './check-names'
import { checkAddress } from './checks/address'
import { checkAnswer } from './checks/answer'
import { checkCredentials } from './checks/credentials'
import { checkCustomer } from './checks/customer'
import { checkDevice } from './checks/device'
import { checkEndpoint } from './checks/endpoint'
import { checkEnvironment } from './checks/environment'
import { checkMessage } from './checks/message'
import { checkPermission } from './checks/permission'
import { checkPhone } from './checks/phone'
import { checkPresence } from './checks/presence'
import { checkPrompt } from './checks/prompt'
import { checkQueue } from './checks/queue'
import type { Facts } from './facts'
import { finishNext } from './finish-next'
import { noAction } from './next'
import type { Check, Diagnosis, Route, Verdict } from './schema'

// The phone's answer when it is asked belongs after the receipt, as “phone”.
type NamedCheck = { name: CheckName; title: string; answer: (route: RouteFacts) => CheckAnswer | undefined }

/** In order: checks after a stop weren't reached. A check without an answer doesn't apply to the route. */
const allChecks: NamedCheck[] = [
  { name: 'customer', title: 'Is the customer known here?', answer: checkCustomer },
  { name: 'prompt', title: 'Was the customer asked?', answer: checkPrompt },
  { name: 'device', title: 'Is there a device?', answer: checkDevice },
  { name: 'permission', title: 'Are notifications allowed?', answer: checkPermission },
  { name: 'address', title: 'Is the device address still valid?', answer: checkAddress },
  { name: 'environment', title: 'Is it the right environment?', answer: checkEnvironment },
  { name: 'message', title: 'Did the platform send a message?', answer: checkMessage },
  { name: 'credentials', title: 'Is the APNs key accepted?', answer: checkCredentials },
  { name: 'endpoint', title: 'Does the company API respond?', answer: checkEndpoint },
  { name: 'presence', title: 'Was the app or the chat in the foreground?', answer: checkPresence },
  { name: 'queue', title: 'Did it leave the queue?', answer: checkQueue },
  { name: 'answer', title: 'What did APNs or the company API respond?', answer: checkAnswer },
  { name: 'receipt', title: 'Did the phone confirm it?', answer: checkPhone },
]

export function runChecks(facts: Facts, reader: Reader): Diagnosis {
  const judged = routesFor(facts)
    .map((way) => judgeRoute({ ...facts, ...way, reader }))
    .sort((a, b) => reach(b) - reach(a))
  const routes = judged.slice(0, listedMax.diagnosedRoutes)
  const [furthest] = routes
  if (!furthest) throw new Error('there is always a route, if only the one without a device')
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
    checks: furthest.checks,
    routes,
    routesLeftOut: judged.length - routes.length,
  }
}

/** For a message: its deliveries. For the customer: their devices, each with the delivery to judge. */
function routesFor({ isAboutMessage, devices, deliveries, attempts }: Facts) {
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
  const since = new Set<CheckName>()
  for (const { name, title, answer } of allChecks) {
    const isStopped = checks.some(({ status }) => status === 'stopped')
    const given = isStopped ? undefined : answer(route)
    if (given && 'isSince' in given) since.add(name)
    if (given)
      checks.push({
        name,
        title,
        status: given.status,
        sentence: given.sentence,
        facts: (given.facts ?? []).filter((one) => one !== undefined),
        cause: given.cause ?? null,
        nextAction: given.next ? finishNext(given.next, route) : null,
      })
    else if (applies(name, route, isStopped))
      checks.push({
        name,
        title,
        status: 'not_reached',
        sentence: isStopped ? 'Not reached.' : 'No notification to check.',
        facts: [],
        cause: null,
        nextAction: null,
      })
  }
  const { device, delivery } = route
  return {
    device: device ? { id: device.id, kind: device.kind, maskedAddress: maskAddress(device.address) } : null,
    delivery: delivery ? { id: delivery.id, state: delivery.state, reason: delivery.reason } : null,
    verdict: verdictOf(checks, since, route),
    checks,
  }
}

/** Whether to list a check that gave no answer. */
function applies(name: CheckName, route: RouteFacts, isStopped: boolean): boolean {
  const isByCompany = isForCompanyApi(route)
  if (name === 'endpoint') return isStopped && isByCompany
  if (name === 'environment' || name === 'credentials') return isStopped && !isByCompany
  if (name === 'permission' || name === 'address') return isStopped
  if (name === 'message') return isStopped && !route.isAboutMessage
  if (name === 'prompt' || name === 'phone') return false
  return true
}

function verdictOf(checks: Check[], since: Set<CheckName>, route: RouteFacts): Verdict {
  const { isAboutMessage, delivery } = route
  const nobody = finishNext(noAction(), route)
  const of = ({ name, sentence, cause, facts, nextAction }: Check, status: Verdict['status']) => {
    if (!cause) throw new Error(`the check “${name}” stops without a cause`)
    return { status, check: name, cause, sentence: withoutAnswer(sentence), facts, nextAction: nextAction ?? nobody }
  }
  const stopped = checks.find(({ status }) => status === 'stopped')
  if (stopped) return of(stopped, 'stopped')
  const warnings = checks.filter(({ status }) => status === 'warning')
  // The first warning causes the others. For a past notification, a later change is never the cause.
  // That no notification came says least, because any other warning would have stopped one.
  // A test without a receipt says no more than that.
  const isTest = !isAboutMessage && delivery?.type === 'test' && warnings.some(({ cause }) => cause === 'no_message')
  const telling = warnings.filter(({ cause }) => cause !== 'no_message' && !(isTest && cause === 'no_receipt'))
  const first = isAboutMessage ? telling.find(({ name }) => !since.has(name)) : (telling[0] ?? warnings[0])
  // The app has to be open for the phone to answer, so an open app isn't the cause.
  const answered = first?.name === 'presence' && telling.find(({ cause }) => cause === 'phone_answered')
  const warning = answered || first
  if (warning) return of(warning, 'warning')
  const arrived = checks.find(({ name, status }) => name === 'receipt' && status === 'ok')
  const what = isAboutMessage ? 'it' : delivery?.type === 'test' ? 'the latest test' : 'the latest notification'
  const sentence = arrived
    ? `${delivery?.openedAt ? 'The customer opened' : 'The phone received'} ${what}.`
    : `Pushdesk found nothing that blocks notifications.${delivery ? '' : ' Nothing has been sent to this device.'}`
  const cause = arrived?.cause ?? 'no_message'
  return { status: 'ok', check: null, cause, sentence, facts: arrived?.facts ?? [], nextAction: nobody }
}

/** A check starts with the answer to its question ("No. …"). The verdict stands without the question. */
const withoutAnswer = (sentence: string) => sentence.replace(/^(?:Yes|No|Not (?:yet|anymore|now|here|always))\. /, '')

function reach({ verdict, checks }: Route): number {
  if (verdict.status === 'ok') return 1_000
  if (verdict.status === 'warning') return 500
  return checks.findIndex(({ status }) => status === 'stopped')
}
