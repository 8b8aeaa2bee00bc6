import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@/db/client'
import type { Attempt } from '@/db/queries/sending/attempts'
import type { Transport } from '@/db/schema/notifications'
import { transports } from '@/db/schema/values'
import { closeEnvironmentTransports, environmentTransport } from '@/lib/apns/environment-transport'
import { explainReason } from '@/lib/apns/explanations/explain'
import type { Gate } from '@/lib/apns/transport/job'
import { onWake, thisProcess } from '@/lib/deliveries/announce-deliveries'
import { AttemptWriter } from '@/lib/deliveries/attempts/attempt-writer'
import type { ProbePace } from '@/lib/deliveries/attempts/environment-hold'
import { within } from '@/lib/flow/within'
import { log } from '@/lib/log'
import { ApnsLaneRules, type ConnectApns } from './apns-lane'
import { CompanyLaneRules } from './company-lane'
import { startHeartbeat } from './heartbeat'
import { startMaintenance } from './maintenance'
import { countAttempt } from './metrics'
import { type LaneRules, QueueRunner } from './queue-runner'

export type Worker = {
  /** Returns unstarted deliveries, lets started ones finish, and records their results, all within ten seconds. */
  stop(): Promise<void>
}

const batchMax: Record<Transport, number> = { apns: 250, company_api: 250 }
const stopMsMax = 8_000

/** Starts a worker that sends queued deliveries. Any number of workers can share a database. */
export async function startWorker({
  database,
  connectApns = (environmentId) => environmentTransport(database, { environmentId }),
  pace,
}: {
  database: Database
  connectApns?: ConnectApns
  /** How often an environment on hold is probed. */
  pace?: ProbePace
}): Promise<Worker> {
  const held = new Set<string>()
  const release = (ids: string[]) => {
    for (const id of ids) held.delete(id)
  }
  let writtenCount = 0
  const writer = new AttemptWriter(database, (written) => {
    writtenCount += written.length
    release(written.map(({ delivery }) => delivery.id))
    for (const one of runners) one.written(written)
  })
  const settle = (attempt: Attempt) => {
    countAttempt(attempt)
    logAttempt(attempt)
    writer.add(attempt)
  }
  const runner = (transport: Transport, rulesFor: (environmentId: string, gate: Gate) => LaneRules) =>
    new QueueRunner({
      database,
      transport,
      batchMax: batchMax[transport],
      rulesFor,
      settle,
      unwritten: () => writer.next,
      claimed: (ids) => {
        for (const id of ids) held.add(id)
      },
      released: release,
    })
  const byTransport: Record<Transport, QueueRunner> = {
    apns: runner(
      'apns',
      (environmentId, gate) => new ApnsLaneRules({ database, environmentId, gate, connect: connectApns, pace }),
    ),
    company_api: runner(
      'company_api',
      (environmentId, gate) => new CompanyLaneRules({ database, environmentId, gate }),
    ),
  }
  const runners = Object.values(byTransport)
  const underWay = () => runners.flatMap((one) => one.underWay())
  const wake = (of: readonly Transport[] = transports) => {
    for (const transport of of) byTransport[transport].wake()
  }
  const stopHearing = await database.hear(['due'], (change) => {
    if (change.kind === 'gap') wake()
    else if (change.wokenBy !== thisProcess()) wake(change.transports)
  })
  const stopWaking = onWake(wake)
  const heartbeat = await startHeartbeat(database)
  const upkeep = startMaintenance(database, {
    held: () => [...held],
    out: () => runners.flatMap((one) => one.out()),
    writtenCount: () => writtenCount,
    lookBack: async () => {
      for (const one of runners) await one.lookBack()
    },
  })
  for (const one of runners) one.start()
  log.info('delivery worker ready')

  return {
    async stop() {
      stopWaking()
      await stopHearing()
      const deadline = Date.now() + stopMsMax
      await Promise.all(runners.map((one) => one.stop()))
      // Requests waiting for a stream go back at once; those that have one may finish.
      const closed = closeEnvironmentTransports()
      while (underWay().length > 0 && Date.now() < deadline) await sleep(20)
      await within(deadline - Date.now(), Promise.all([writer.settled(), closed]))
      upkeep.stop()
      await heartbeat.stop()
    },
  }
}

/** Logs each failed attempt and each delivery that ended without being accepted, with an explanation. */
function logAttempt({ delivery, answer, state, reason, startAfter, isOnHold }: Attempt) {
  if (!state) return
  const facts = {
    deliveryId: delivery.id,
    environmentId: delivery.environmentId,
    traceId: delivery.traceId ?? undefined,
    transport: delivery.transport,
    state,
    reason,
    attempt: delivery.attemptCount + (answer ? 1 : 0),
    status: answer?.status ?? undefined,
    outcome: answer?.outcome,
    durationMs: answer?.durationMs,
  }
  if (state === 'accepted') return log.debug(facts, 'accepted')
  const { meaning } = explainReason(reason, answer?.status)
  if (state !== 'retrying' || !startAfter) return log.info(facts, `${state}: ${meaning}`)
  const waitMs = Math.max(0, startAfter.getTime() - Date.now())
  const next = `attempt ${facts.attempt + 1} in ${inWords(waitMs)}, until ${delivery.expiresAt.toISOString()}`
  const line = isOnHold ? `${meaning} The environment is on hold.` : `${meaning} Sent again: ${next}.`
  log.info({ ...facts, waitMs, nextAttemptAt: startAfter.toISOString() }, line)
}

function inWords(ms: number) {
  if (ms < 1_000) return `${ms} ms`
  return ms < 90_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`
}
