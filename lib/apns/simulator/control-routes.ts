import { z } from 'zod'
import type { Db } from '@/db/client'
import { deleteAllChannels } from '@/db/queries/simulator/simulated-channels'
import {
  forgetSimulatedWorld,
  putSimulatedDevices,
  releaseStoredPushes,
  simulatedPushesOf,
} from '@/db/queries/simulator/simulator'
import { environmentNames } from '@/db/schema/values'
import { Fault } from './faults/faults'
import { findPreset, presetNames } from './faults/presets'
import { releaseDue } from './release-due'
import type { Simulator } from './simulator'

export type ControlParts = { simulator: Simulator; db: Db; reread: () => Promise<void> }
type Asked = { query: URLSearchParams; body: () => Promise<unknown> }
/** Returns the response body; undefined means 204. */
type Route = (parts: ControlParts, asked: Asked) => Promise<unknown>

const Faults = z.union([z.object({ faults: z.array(Fault).max(100) }), z.object({ preset: z.enum(presetNames) })])
const Device = z.object({
  environmentName: z.enum(environmentNames),
  token: z.string().regex(/^[0-9a-f]+$/),
  topic: z.string().min(1),
  state: z.enum(['active', 'unknown', 'unregistered', 'expired', 'offline', 'low_power', 'notifications_disabled']),
  since: z.coerce.date().default(() => new Date()),
})
const Devices = z.object({ devices: z.array(Device).max(10_000) })
const Clock = z.object({ offsetMs: z.int() })
const Seed = z.object({ seed: z.int().min(0) })

const pushesMax = 1000

export const controlRoutes: Record<string, Route> = {
  'GET /state': async ({ simulator }) => ({
    now: new Date(simulator.now()),
    faults: simulator.faults.report(),
    observations: simulator.observations.report(),
  }),

  'PUT /faults': async ({ simulator }, { body }) => {
    const wanted = Faults.parse(await body())
    await simulator.setFaults('preset' in wanted ? findPreset(wanted.preset).faults : wanted.faults)
    return { faults: simulator.faults.report() }
  },

  'DELETE /faults': ({ simulator }) => simulator.setFaults([]),

  'PUT /devices': async ({ db, simulator, reread }, { body }) => {
    const { devices } = Devices.parse(await body())
    await putSimulatedDevices(db, { devices })
    const now = new Date(simulator.now())
    for (const { environmentName, token, state } of devices)
      if (state === 'active') await releaseStoredPushes(db, { environmentName, token, now })
    await reread()
  },

  'GET /pushes': ({ db }, { query }) => {
    const environmentName = z.enum(environmentNames).parse(query.get('environment'))
    return simulatedPushesOf(db, { environmentName, token: query.get('token') ?? '', limit: pushesMax })
  },

  /** Pushes that fall due by the new time arrive before the response. */
  'PUT /clock': async ({ db, simulator }, { body }) => {
    const { offsetMs } = Clock.parse(await body())
    simulator.setClock(offsetMs)
    await releaseDue(db, new Date(simulator.now()))
    return { now: new Date(simulator.now()) }
  },

  'PUT /seed': async ({ simulator }, { body }) => simulator.seed(Seed.parse(await body()).seed),

  'POST /reset': async ({ db, simulator, reread }) => {
    await forgetSimulatedWorld(db)
    await deleteAllChannels(db)
    await simulator.reset()
    await reread()
  },
}
