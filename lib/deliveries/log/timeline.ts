import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { refusedDevices } from '@/lib/deliveries/attempts/refusal'
import { type NotificationType, transportLabels } from '@/lib/deliveries/delivery-labels'
import { modelName } from '@/lib/devices/model-name'
import { formatDuration } from '@/lib/format/duration'
import { isolated } from '@/lib/text/isolated'
import type { AttemptView, DeliveryDetails } from './find-delivery'

export type StepKind =
  | 'created'
  | 'chosen'
  | 'waited'
  | 'attempt'
  | 'ended'
  | 'reported'
  | 'received'
  | 'opened'
  | 'next'
export type StepState =
  | 'accepted'
  | 'rejected'
  | 'unknown'
  | 'not_sent'
  | 'suppressed'
  | 'expired'
  | 'failed'
  | 'queued'

export type Step = {
  id: string
  kind: StepKind
  /** Undefined if the time isn't known yet. */
  at: Date | undefined
  title: string
  detail?: string
  state?: StepState
  /** The attempt whose request and response the step opens. */
  attemptId?: string
}

type Told = Pick<
  DeliveryDetails,
  'delivery' | 'notification' | 'device' | 'attempts' | 'receipts' | 'blockedReason' | 'blockedAt'
> &
  Partial<Pick<DeliveryDetails, 'refusal' | 'reported'>>

const titlesOfType: Partial<Record<NotificationType, string>> = { test: 'Test sent', probe: 'Phone asked' }

/** The shortest wait that a person would notice. */
const waitMsMin = 1_500

/** Describes what happened to a delivery, in order, and what is next if it is still on its way. */
export function timelineOf(told: Told): Step[] {
  return [
    created(told),
    chosen(told),
    ...waited(told),
    ...told.attempts.map((attempt, index) => attempted(told, attempt, index)),
    ...ended(told),
    ...reported(told),
    ...receipts(told),
    ...next(told),
  ]
}

function created({ notification }: Told): Step {
  const { type, actorName, sentAt, createdAt } = notification
  const late = sentAt ? createdAt.getTime() - sentAt.getTime() : 0
  const written = late >= 1_000 ? `, written ${formatDuration(late)} earlier` : ''
  return {
    id: 'created',
    kind: 'created',
    at: createdAt,
    title: titlesOfType[type] ?? 'Notification created',
    detail: `from ${isolated(actorName)}${written}`,
  }
}

function chosen({ delivery, device }: Told): Step {
  const how = delivery.isSimulated ? 'the APNs simulator' : transportLabels[delivery.transport]
  const name = device?.model ? `${isolated(modelName(device.model))}, ` : ''
  return {
    id: 'chosen',
    kind: 'chosen',
    at: delivery.createdAt,
    title: delivery.repeatsId ? 'Resent to the same device' : 'Device selected',
    detail: `${name}${isolated(delivery.maskedAddress)}, sent via ${how}`,
  }
}

function waited({ delivery, attempts }: Told): Step[] {
  const [first] = attempts
  const ms = first ? first.startedAt.getTime() - delivery.createdAt.getTime() : 0
  // A long list of attempts lacks the first ones.
  if (first?.number !== 1 || ms < waitMsMin) return []
  return [
    {
      id: 'waited',
      kind: 'waited',
      at: first.startedAt,
      title: 'Waited in queue',
      detail: `${formatDuration(ms)} in the queue`,
    },
  ]
}

function attempted({ attempts, delivery }: Told, attempt: AttemptView, index: number): Step {
  const following = attempts[index + 1]
  const answeredAt = attempt.startedAt.getTime() + attempt.durationMs
  const again = following?.startedAt ?? (delivery.endedAt ? undefined : delivery.nextAttemptAt)
  const retried = again
    ? `, ${following ? 'retried' : 'to be retried'} in ${formatDuration(again.getTime() - answeredAt)}`
    : ''
  return {
    id: attempt.id,
    kind: 'attempt',
    at: attempt.startedAt,
    title: `Attempt ${attempt.number}: ${answerWord(attempt)}${retried}`,
    detail: `${attempt.outcome === 'unknown' || attempt.outcome === 'not_sent' ? 'Gave up' : 'Response'} after ${formatDuration(attempt.durationMs)}`,
    state: attempt.outcome,
    attemptId: attempt.id,
  }
}

export function answerWord({ outcome, status, reason }: Pick<AttemptView, 'outcome' | 'status' | 'reason'>): string {
  if (outcome === 'accepted') return 'accepted'
  const word = reason ? reasonWord(reason) : ''
  if (outcome === 'unknown') return `no response${word ? ` (${word.toLowerCase()})` : ''}`
  if (outcome === 'not_sent') return `not sent${word ? ` (${word})` : ''}`
  return [status, /^(?:HTTP|APNs) \d/.test(word) ? '' : word].filter(Boolean).join(' ')
}

function ended({ delivery, attempts, reported }: Told): Step[] {
  const { state, endedAt, reason } = delivery
  if (!endedAt || state === 'accepted' || reported) return []
  const last = attempts.at(-1)
  // The last attempt already says so.
  if (state === 'failed' && last?.outcome === 'rejected' && last.reason === reason) return []
  const titles = { suppressed: 'Suppressed', expired: 'Expired', failed: 'Failed' } as const
  if (state !== 'suppressed' && state !== 'expired' && state !== 'failed') return []
  const because = reason && state !== 'expired' ? `: ${reasonWord(reason)}` : ''
  return [{ id: 'ended', kind: 'ended', at: endedAt, title: `${titles[state]}${because}`, state }]
}

function reported({ reported: outcome }: Told): Step[] {
  if (!outcome) return []
  const { state, reason, at } = outcome
  const title = state === 'accepted' ? 'APNs accepted it' : `APNs rejected it${reason ? `: ${reasonWord(reason)}` : ''}`
  return [{ id: 'reported', kind: 'reported', at, title, detail: 'reported by the company', state }]
}

function receipts({ delivery, receipts: told }: Told): Step[] {
  const received = told.find((receipt) => receipt.kind === 'received')?.createdAt ?? delivery.receivedAt
  const opened = told.find((receipt) => receipt.kind === 'opened')?.createdAt ?? delivery.openedAt
  const steps: Step[] = []
  if (received)
    steps.push({ id: 'received', kind: 'received', at: received, title: 'Received on the phone', state: 'accepted' })
  if (opened)
    steps.push({ id: 'opened', kind: 'opened', at: opened, title: 'Opened by the customer', state: 'accepted' })
  return steps
}

function next({ delivery, blockedReason, refusal, attempts }: Told): Step[] {
  if (delivery.endedAt) return []
  if (blockedReason && delivery.transport === 'apns')
    return [
      {
        id: 'next',
        kind: 'next',
        at: undefined,
        title: refusal?.devices.length
          ? `On hold until APNs accepts ${refusal.isOfAll ? 'the app’s bundle ID' : 'this device’s token'}`
          : 'On hold until the APNs key is fixed',
        detail: (refusal && refusedDevices(refusal)) ?? reasonWord(blockedReason),
        state: 'queued',
      },
    ]
  const number = attempts.length + 1
  if (delivery.state === 'sending')
    return [{ id: 'next', kind: 'next', at: undefined, title: `Attempt ${number} is on its way`, state: 'queued' }]
  return [
    {
      id: 'next',
      kind: 'next',
      at: delivery.nextAttemptAt ?? undefined,
      title: `Attempt ${number} is next`,
      state: 'queued',
    },
  ]
}
