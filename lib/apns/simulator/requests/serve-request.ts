import { constants } from 'node:http2'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultTarget } from '@/lib/apns/simulator/faults/fault-registry'
import { checkRepeats, checkRequestLine } from '@/lib/apns/simulator/rules/path'
import { type Handled, sendAnswer } from './answer'
import { type Arrival, type Desk, targetOf } from './arrival'
import { handleBroadcast } from './handle-broadcast'
import { handleChannels } from './handle-channels'
import { handlePush } from './handle-push'
import type { NetworkTap } from './network'
import type { Observations } from './observations'
import { refused } from './record'

export type Service = {
  /** The channel API has its own server, apart from pushes and broadcasts. */
  kind: 'push' | 'channels'
  desk: Desk
  observations: Observations
  /** Of the connection that carries the request. */
  network: NetworkTap
}

/** Serves one request from arrival to response, with every fault that may apply on the way. */
export async function serveRequest(service: Service, arrival: Arrival): Promise<void> {
  const { desk, network, observations } = service
  const { faults, settings } = desk
  const { stream, connection } = arrival
  const target = targetOf(desk, arrival)
  if (network.isDeaf) return
  if (faults.strike('black_hole', target)) return network.goDeaf()
  const latency = faults.strike('latency', target)
  const delayMs = latency ? latency.ms + settings.random() * latency.jitterMs : 0
  if (latency?.part === 'headers') await sleep(delayMs)
  const resets = faults.strike('reset_stream', target)
  const cut = faults.strike('reset_socket', target)
  const silence = faults.strike('silence', target)
  const goaway = faults.strike('goaway', target)
  if (goaway) connection.sayGoodbye(goaway.reason, { code: goaway.code, last: goaway.last, id: stream.id ?? 0 })
  if (cut?.when === 'before') return network.reset()
  if (silence?.when === 'before') return
  if (resets?.when === 'before') return stream.close(resets.code)

  const result = answeredByFault(desk, arrival, target) ?? (await handle(service, arrival))
  if (!connection.begins(stream.id ?? 0)) return stream.close(constants.NGHTTP2_REFUSED_STREAM)
  if (result.push) await desk.ports.record(result.push)
  observations.processed(result)

  const { answer } = result
  const isLost = cut || resets || silence || network.isDeaf
  if (cut) network.reset()
  if (resets) stream.close(resets.code)
  const manner = { idFault: faults.strike('apns_id', target)?.as, bodyDelayMs: latency?.part === 'body' ? delayMs : 0 }
  const isAnswered = !isLost && (await sendAnswer(stream, answer, manner))
  if (!isAnswered && answer.status === 200) observations.unanswered += 1
  if (!connection.answered(answer.status, answer.reason)) connection.sayGoodbye(answer.reason)
}

async function handle({ kind, desk }: Service, arrival: Arrival): Promise<Handled> {
  const { headers, rawHeaders, subject } = arrival
  const repeats = checkRepeats(rawHeaders)
  if (repeats) return refused(desk, arrival, repeats)
  if (kind === 'channels') return handleChannels(desk, arrival)
  const wrong = checkRequestLine(headers[':method'] ?? '', headers[':path'] ?? '')
  if (wrong) return refused(desk, arrival, wrong)
  return subject.call === 'broadcast' ? handleBroadcast(desk, arrival) : handlePush(desk, arrival)
}

function answeredByFault(desk: Desk, arrival: Arrival, target: FaultTarget): Handled | undefined {
  if (desk.faults.strike('rolling_outage', target)) {
    arrival.connection.sayGoodbye('Shutdown')
    return refused(desk, arrival, { status: 503, reason: 'Shutdown' })
  }
  const fault = desk.faults.strike('answer', target)
  if (!fault) return undefined
  const { status, reason = '', body, retryAfterSeconds, timestampOffsetMs } = fault
  const timestamp = timestampOffsetMs === undefined ? undefined : desk.settings.now() + timestampOffsetMs
  const result = refused(desk, arrival, { status, reason, timestamp })
  return { ...result, answer: { ...result.answer, form: { body, retryAfterSeconds } } }
}
