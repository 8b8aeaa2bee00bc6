import { createHash } from 'node:crypto'
import { newId } from '@/db/new-id'
import { storable } from '@/db/storable'
import type { WithDeviceOutcome } from '@/lib/apns/simulator/state/device-model'
import type { RecordedPush } from '@/lib/apns/simulator/state/ports'
import type { SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import { type Handled, makeAnswer, type SimulatedAnswer } from './answer'
import type { Arrival, Desk } from './arrival'

type Accepted = WithDeviceOutcome & { payload: Record<string, unknown>; body: Buffer; lints: string[] }

const tokenLengthMax = 400

export function refused(
  desk: Desk,
  arrival: Arrival,
  refusal: SimulatedRefusal,
  body: Buffer = Buffer.alloc(0),
): Handled {
  const answer = makeAnswer(arrival, desk.environmentName, refusal)
  const nothing = { payload: null, lints: [], fate: null, deviceOutcomeReason: null, releaseAt: null }
  return { answer, push: pushOf(desk, arrival, { answer, body, ...nothing }) }
}

export function accepted(desk: Desk, arrival: Arrival, verdict: Accepted): Handled {
  const answer = makeAnswer(arrival, desk.environmentName)
  return { answer, push: pushOf(desk, arrival, { answer, ...verdict }) }
}

type Said = Pick<RecordedPush, 'payload' | 'lints' | keyof WithDeviceOutcome> & {
  answer: SimulatedAnswer
  body: Buffer
}

function pushOf(desk: Desk, arrival: Arrival, { answer, body, ...said }: Said): RecordedPush | undefined {
  const { call, token, topic } = arrival.subject
  if (call === 'channels') return undefined
  return {
    id: newId(),
    apnsId: answer.id,
    environmentName: desk.environmentName,
    token: storable(token, tokenLengthMax),
    topic,
    status: answer.status,
    reason: answer.reason ?? null,
    headers: shownHeaders(arrival.headers),
    payloadBytes: body.length,
    payloadHash: body.length > 0 ? createHash('sha256').update(body).digest('base64url') : null,
    uniqueId: answer.uniqueId ?? null,
    keyId: arrival.keyId ?? null,
    connectionId: arrival.connection.id,
    streamId: arrival.stream.id ?? null,
    ...said,
    createdAt: new Date(desk.settings.now()),
  }
}

/** All headers that were sent, with the provider token masked. */
function shownHeaders(headers: Record<string, string | undefined>) {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) shown[name] = name === 'authorization' ? 'bearer …' : value
  return shown
}
