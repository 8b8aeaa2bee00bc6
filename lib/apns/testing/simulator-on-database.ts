import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Database } from '@/db/client'
import { testDatabase } from '@/db/testing'
import { closeEnvironmentTransports } from '@/lib/apns/environment-transport'
import { startSimulator } from '@/lib/apns/simulator/start-simulator'

/** Runs the built-in simulator on the test database during the tests of the calling file. */
export function simulatorOnDatabase() {
  let database: Database
  let folder: string
  let simulator: Awaited<ReturnType<typeof startSimulator>>
  beforeAll(async () => {
    database = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'pushdesk-'))
    simulator = await startSimulator({ database, dataDir: folder })
  })
  afterAll(async () => {
    await closeEnvironmentTransports()
    await simulator.close()
    await rm(folder, { recursive: true })
  })
  return {
    get database() {
      return database
    },
    /** The simulator's data directory. */
    get folder() {
      return folder
    },
    get simulator() {
      return simulator
    },
    /** Calls the simulator's control API. */
    control: (method: string, path: string, body?: unknown, token = simulator.control?.token) =>
      fetch(`${simulator.control?.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
  }
}

export type SimulatorOnDatabase = ReturnType<typeof simulatorOnDatabase>
