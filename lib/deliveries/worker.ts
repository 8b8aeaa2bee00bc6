import type { Database } from '@/db/client'
import type { Transport } from '@/db/schema/notifications'
import { closeEnvironmentTransports, environmentTransport } from '../apns/environment-transport'
import { log } from '../log'
import { ApnsLaneRules, type ConnectApns } from './apns-lane'
import { CompanyLaneRules } from './company-lane'
import type { ProbePace } from './environment-hold'
import { startHeartbeat } from './heartbeat'
import { logVerdict } from './log-verdict'
import { countVerdict } from './metrics'
import { type LaneRules, QueueRunner } from './queue-runner'
import { startUpkeep } from './upkeep'
import type { Verdict } from './verdict'
import { VerdictWriter } from './verdict-writer'
import { onWake } from './wake-workers'

export type Worker = {
  /** Gives back what was not started, lets finish what was, and writes it all down, within ten seconds. */
  stop(): Promise<void>
}

const batchMax: Record<Transport, number> = { apns: 250, company_api: 64 }
const stopMsMax = 8_000

/** Delivers what is queued, as one of any number of workers on the same database. */
export async function startWorker({
  database,
  connectApns = (environmentId) => environmentTransport(database, { environmentId }),
  pace,
}: {
  database: Database
  connectApns?: ConnectApns
  /** How soon what APNs refuses is tried again. */
  pace?: ProbePace
}): Promise<Worker> {
  const held = new Set<string>()
  const release = (ids: string[]) => {
    for (const id of ids) held.delete(id)
  }
  const writer = new VerdictWriter(database, (written) => {
    release(written.map(({ delivery }) => delivery.id))
    for (const one of runners) one.written(written)
  })
  const settle = (verdict: Verdict) => {
    countVerdict(verdict)
    logVerdict(verdict)
    writer.add(verdict)
  }
  const runner = (transport: Transport, rulesFor: (environmentId: string) => LaneRules) =>
    new QueueRunner({
      database,
      transport,
      batchMax: batchMax[transport],
      rulesFor,
      settle,
      claimed: (ids) => {
        for (const id of ids) held.add(id)
      },
      released: release,
    })
  const runners: QueueRunner[] = [
    runner('apns', (environmentId) => new ApnsLaneRules({ database, environmentId, connect: connectApns, pace })),
    runner('company_api', (environmentId) => new CompanyLaneRules(database, environmentId)),
  ]
  const underWay = () => runners.flatMap((one) => one.underWay())
  const wake = () => {
    for (const one of runners) one.wake()
  }
  const stopHearing = await database.hear(['due'], wake)
  const stopWaking = onWake(wake)
  const heartbeat = await startHeartbeat(database)
  const upkeep = startUpkeep(database, {
    held: () => [...held],
    out: () => runners.flatMap((one) => one.out()),
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
      // What waits for a stream goes back at once; what is on one may finish.
      const closed = closeEnvironmentTransports()
      while (underWay().length > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
      const settled = Promise.all([writer.settled(), closed])
      await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, deadline - Date.now()))])
      upkeep.stop()
      await heartbeat.stop()
    },
  }
}
