import { join } from 'node:path'
import type { Database } from '@/db/client'
import { log } from '@/lib/log'
import { certificatesIn } from './certificates'
import { startControl } from './control'
import { PushRecorder } from './push-recorder'
import { releaseDue } from './release-due'
import { runningSimulator } from './running-simulator'
import { Simulator } from './simulator'
import type { SimulatorSettings } from './state/settings'
import { storedChannels } from './stored-channels'
import { StoredFaults } from './stored-faults'
import { StoredWorld } from './stored-world'

const rereadMs = 5_000
const beatMs = 500

type Options = {
  database: Database
  dataDir: string
  settings?: Partial<SimulatorSettings>
  /** Serves the HTTP control API for tests. Only one process per data folder may have it. */
  hasControl?: boolean
}

/**
 * Starts this process's built-in APNs on the shared tables, and registers it for the transports in this process. Every
 * sending process (`npm start`, `npm run worker`) with SIMULATOR=1 starts its own. Devices, faults, and log are shared.
 */
export async function startSimulator({ database, dataDir, settings, hasControl = true }: Options) {
  const { db } = database
  const world = new StoredWorld(db)
  const recorder = new PushRecorder(db)
  const folder = join(dataDir, 'simulator')
  const ports = {
    findKey: (keyId: string) => world.findKey(keyId),
    findDevices: (token: string) => world.findDevices(token),
    record: recorder.record.bind(recorder),
    channels: storedChannels(db),
  }
  const simulator = await new Simulator(ports, await certificatesIn(folder), settings).listen()
  const faults = new StoredFaults(db, simulator)
  const reread = async () => {
    await world.readDevices()
    await faults.read()
  }
  await reread()
  const stopHearing = await database.hear(['environment', 'faults'], ({ kind }) => {
    if (kind !== 'faults') world.forgetKeys()
    quietly(reread())
  })
  // A NOTIFY can be lost, so the tables are reread at a fixed interval.
  const beat = () => quietly(Promise.all([faults.tellStruck(), releaseDue(db, new Date(simulator.now()))]))
  const timers = [setInterval(() => quietly(reread()), rereadMs), setInterval(beat, beatMs)]
  for (const timer of timers) timer.unref()

  const control = hasControl ? await startControl({ simulator, db, reread, folder }) : undefined
  runningSimulator.set({ origins: simulator.origins, caPem: simulator.caPem })
  return {
    simulator,
    origins: simulator.origins,
    caPem: simulator.caPem,
    control: control && { url: control.url, token: control.token },
    async close() {
      for (const timer of timers) clearInterval(timer)
      runningSimulator.set(undefined)
      await control?.close()
      await faults.tellStruck()
      await simulator.close()
      await stopHearing()
    },
  }
}

function quietly(work: Promise<unknown>) {
  work.catch((error: unknown) => log.warn({ err: error }, 'simulator couldn’t read its tables; retrying'))
}
