import { constants } from 'node:http2'
import { setTimeout as sleep } from 'node:timers/promises'
import { sendAnswer } from './answer'
import type { FaultDesk, Target } from './fault-desk'
import { type Arrival, type Desk, type Handled, handled, handlePush } from './handle-push'
import type { NetworkTap } from './network'
import type { Observations } from './observations'
import { tokenOfPath } from './rules/path'
import type { SimulatorSettings } from './settings'

export type Service = {
  desk: Desk
  faults: FaultDesk
  observations: Observations
  settings: SimulatorSettings
  /** Of the connection that this stream came on. */
  network: NetworkTap
}

/** One request from arrival to answer, with all that may go wrong on the way. */
export async function servePush(service: Service, arrival: Arrival): Promise<void> {
  const { faults, settings } = service
  const { stream, connection } = arrival
  const target = targetOf(service, arrival)
  if (service.network.isDeaf) return
  if (faults.strike('black_hole', target)) return service.network.goDeaf()
  const latency = faults.strike('latency', target)
  const delayMs = latency ? latency.ms + settings.random() * latency.jitterMs : 0
  if (latency?.part === 'headers') await sleep(delayMs)
  const resets = faults.strike('reset_stream', target)
  const cut = faults.strike('reset_socket', target)
  const silence = faults.strike('silence', target)
  const goaway = faults.strike('goaway', target)
  if (goaway) connection.sayGoodbye(goaway.reason, { code: goaway.code, last: goaway.last, id: stream.id ?? 0 })
  if (cut?.when === 'before') return service.network.reset()
  if (silence?.when === 'before') return
  if (resets?.when === 'before') return stream.close(resets.code)

  const result = answeredByFault(service, arrival, target) ?? (await handlePush(service.desk, arrival))
  if (!connection.begins(stream.id ?? 0)) return stream.close(constants.NGHTTP2_REFUSED_STREAM)
  await service.desk.ports.record(result.push)
  service.observations.processed(result.push)

  const { answer } = result
  const isLost = cut || resets || silence || service.network.isDeaf
  if (cut) service.network.reset()
  if (resets) stream.close(resets.code)
  const manner = { idFault: faults.strike('apns_id', target)?.as, bodyDelayMs: latency?.part === 'body' ? delayMs : 0 }
  const isAnswered = !isLost && (await sendAnswer(stream, answer, manner))
  if (!isAnswered && answer.status === 200) service.observations.unanswered += 1
  if (!connection.answered(answer.status, answer.reason)) connection.sayGoodbye(answer.reason)
}

function answeredByFault({ faults, desk, settings }: Service, arrival: Arrival, target: Target): Handled | undefined {
  const fault = faults.strike('answer', target)
  if (!fault) return undefined
  const { status, reason = '', body, retryAfterSeconds, timestampOffsetMs } = fault
  const timestamp = timestampOffsetMs === undefined ? undefined : settings.now() + timestampOffsetMs
  const nothing = { payload: null, payloadBytes: 0, lints: [], fate: null, fateReason: null }
  arrival.stream.resume()
  const result = handled(desk, arrival, { refusal: { status, reason, timestamp }, ...nothing })
  return { ...result, answer: { ...result.answer, form: { body, retryAfterSeconds } } }
}

function targetOf({ desk }: Service, { headers, connection }: Arrival): Target {
  const token = tokenOfPath(headers[':path'] ?? '').toLowerCase()
  return { environmentName: desk.environmentName, token, topic: headers['apns-topic'], connection: connection.id }
}
