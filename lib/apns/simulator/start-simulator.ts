import { join } from 'node:path'
import { type Change, changesChannel } from '@/db/changes'
import type { Database } from '@/db/client'
import { dropSimulatedPushes } from '@/db/queries/simulator'
import { certificatesIn } from './certificates'
import { PushRecorder } from './push-recorder'
import { setRunningSimulator } from './running-simulator'
import type { SimulatorSettings } from './settings'
import { Simulator } from './simulator'
import { StoredWorld } from './stored-world'

const keptMs = 7 * 86_400_000
const dayMs = 86_400_000

type Options = { database: Database; dataDir: string; settings?: Partial<SimulatorSettings> }

/** Starts the built-in APNs of this process over the shared tables, and makes it known to the transports in it. */
export async function startSimulator({ database, dataDir, settings }: Options) {
  const world = new StoredWorld(database.db)
  const recorder = new PushRecorder(database.db)
  await world.start()
  const unlisten = await database.listen(changesChannel, (payload) => {
    const kind = payload === undefined ? undefined : (JSON.parse(payload) as Change).kind
    if (kind === undefined || kind === 'environment') world.forgetKeys()
    if (kind === undefined || kind === 'faults') void world.readDevices().catch(() => undefined)
  })
  const ports = {
    findKey: (keyId: string) => world.findKey(keyId),
    findDevices: (token: string) => world.findDevices(token),
    record: recorder.record.bind(recorder),
  }
  const simulator = await new Simulator(ports, await certificatesIn(join(dataDir, 'simulator')), settings).listen()
  setRunningSimulator({ origins: simulator.origins, caPem: simulator.caPem })

  const dropOld = () =>
    void dropSimulatedPushes(database.db, { before: new Date(Date.now() - keptMs) }).catch(() => undefined)
  dropOld()
  const dropping = setInterval(dropOld, dayMs)
  dropping.unref()

  return {
    origins: simulator.origins,
    caPem: simulator.caPem,
    async close() {
      clearInterval(dropping)
      setRunningSimulator(undefined)
      await simulator.close()
      await unlisten()
      world.stop()
    },
  }
}
