import { z } from 'zod'
import type { ProbeRow } from '@/db/queries/probes/probes'
import { deliveryStates, probeCorrections, tokenAnswers } from '@/db/schema/values'
import { explainReason } from '@/lib/apns/explanations/explain'
import { env } from '@/lib/env'
import { formatSpan } from '@/lib/format/duration'
import { type Answered, findingCodes, findingsOf, probeTurns } from './findings'
import { KeptAnswer } from './phone-answer'

/**
 * `sending`: not accepted yet. `waiting`: accepted, no answer yet. `silent`: no answer in time. `not_sent`: never sent,
 * or rejected.
 */
export const probeStates = ['sending', 'waiting', 'answered', 'silent', 'not_sent'] as const
export type ProbeState = (typeof probeStates)[number]

const at = z.iso.datetime()
const NextAction = z.object({ who: z.enum([...probeTurns, 'support']), sentence: z.string() })
const verdictCodes = ['phone_silent', 'not_sent', ...findingCodes] as const

const ProbeVerdict = z
  .object({
    code: z.enum(verdictCodes).meta({ description: 'A stable word for programs. More may be added.' }),
    sentence: z.string(),
    nextAction: NextAction,
  })
  .meta({ id: 'ProbeVerdict' })
export type ProbeVerdict = z.output<typeof ProbeVerdict>

/** A question to a phone, and its result. */
export const ProbeView = z
  .object({
    id: z.uuid(),
    deviceId: z.uuid(),
    state: z.enum(probeStates).meta({
      description:
        '`sending`: the push isn’t accepted yet. `waiting`: the push was accepted, and the phone hasn’t responded yet. `silent`: the phone didn’t respond in time, but a late response still counts. `not_sent`: Pushdesk couldn’t send the push, or APNs or the company API rejected it.',
    }),
    askedAt: at,
    askedBy: z.string(),
    acceptedAt: at.nullable(),
    answeredAt: at.nullable(),
    waitedSeconds: z.int().meta({
      description:
        'Seconds from the acceptance to the response. If the response came before the acceptance, seconds from the request.',
    }),
    waitSeconds: z.number().meta({
      description: 'If the phone doesn’t respond within this many seconds after the acceptance, the state is `silent`.',
    }),
    delivery: z.object({ id: z.uuid(), state: z.enum(deliveryStates).nullable(), reason: z.string().nullable() }),
    verdict: ProbeVerdict.nullable().meta({ description: 'Null until there is a response.' }),
    findings: z.array(ProbeVerdict).meta({ description: 'All findings in the response, starting with the verdict.' }),
    answer: KeptAnswer.nullable(),
    token: z
      .enum(tokenAnswers)
      .nullable()
      .meta({ description: 'The phone’s token, compared with the registered one.' }),
    corrections: z.array(z.enum(probeCorrections)).meta({ description: 'What Pushdesk updated from the response.' }),
  })
  .meta({ id: 'Probe' })
export type ProbeView = z.output<typeof ProbeView>

export function probeView(row: ProbeRow, { expected, now }: Pick<Answered, 'expected'> & { now: Date }): ProbeView {
  const { answer, token, corrections, state, reason } = row
  const waitSeconds = env().PHONE_ANSWER_SECONDS
  const acceptedAt = state === 'accepted' ? row.endedAt : null
  const kept = answer === null ? null : KeptAnswer.parse(answer)
  const findings = kept && token ? findingsOf({ answer: kept, token, corrections, expected }) : []
  const stands = standingOf(row, acceptedAt, waitSeconds, now)
  return {
    id: row.id,
    deviceId: row.deviceId,
    state: stands,
    askedAt: row.askedAt.toISOString(),
    askedBy: row.askedByName,
    acceptedAt: acceptedAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    waitedSeconds: Math.max(
      0,
      Math.floor(((row.answeredAt ?? now).getTime() - (acceptedAt ?? row.askedAt).getTime()) / 1000),
    ),
    waitSeconds,
    delivery: { id: row.deliveryId, state, reason },
    verdict: findings[0] ?? withoutAnswer(stands, row, waitSeconds),
    findings,
    answer: kept,
    token,
    corrections,
  }
}

function standingOf({ answeredAt, state, askedAt }: ProbeRow, acceptedAt: Date | null, waitSeconds: number, now: Date) {
  if (answeredAt) return 'answered'
  const isLate = (since: Date) => now.getTime() - since.getTime() >= waitSeconds * 1000
  if (acceptedAt) return isLate(acceptedAt) ? 'silent' : 'waiting'
  // Retention may have deleted the delivery before the question.
  if (state === null) return isLate(askedAt) ? 'silent' : 'waiting'
  return state === 'queued' || state === 'sending' || state === 'retrying' ? 'sending' : 'not_sent'
}

function withoutAnswer(state: ProbeState, { reason, transport }: ProbeRow, waitSeconds: number): ProbeVerdict | null {
  if (state === 'silent') return silentVerdict(waitSeconds, transport)
  if (state !== 'not_sent') return null
  const { meaning } = explainReason(reason)
  return {
    code: 'not_sent',
    sentence: `The question didn’t reach the phone. ${meaning}`,
    nextAction: { who: 'support', sentence: 'Open the delivery to see the response.' },
  }
}

/** The possible causes of no answer. None of them is the customer's fault. */
function silentVerdict(waitSeconds: number, transport: ProbeRow['transport']): ProbeVerdict {
  const byCompany = transport === 'company_api' ? ', or the company’s push system didn’t pass the question on' : ''
  return {
    code: 'phone_silent',
    sentence: `No response within ${formatSpan(waitSeconds * 1000)}: the phone is off or offline, the app was closed by swiping it away (iOS then doesn’t start it), or Background App Refresh is off${byCompany}.`,
    nextAction: {
      who: 'support',
      sentence: 'Ask again while the customer has the app open. A late response still counts.',
    },
  }
}
