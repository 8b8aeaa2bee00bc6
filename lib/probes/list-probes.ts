import { z } from 'zod'
import { findDevice } from '@/db/queries/devices/devices'
import { findProbe, newestProbes } from '@/db/queries/probes/probes'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { allowanceOf } from './allowance'
import { probeView } from './probe-view'
import { whyNotAskable } from './why-not-askable'

const shownMax = 10

/** Returns whether and when the phone can be asked, and earlier questions with their answers, newest first. */
export const listProbes = query(
  'device.read',
  inEnvironment({ deviceId: z.uuid(), limit: z.int().min(1).max(50).default(shownMax) }),
  async ({ db, input: { environmentId, deviceId, limit } }) => {
    const now = new Date()
    const { device, environment } = await getDevice(db, { environmentId, deviceId })
    const rows = await newestProbes(db, { environmentId, deviceIds: [deviceId], limit })
    const allowance = await allowanceOf(db, { environmentId, deviceId, now })
    const refusal = await whyNotAskable(db, { device, now })
    const expected = { bundleId: environment.bundleId, environmentName: environment.name }
    return {
      probes: rows.map((row) => probeView(row, { expected, now })),
      asksLeft: refusal ? 0 : allowance.asksLeft,
      nextAskAt: allowance.nextAskAt?.toISOString() ?? null,
      /** Why the phone can't be asked at all. */
      refusal: refusal?.message ?? null,
    }
  },
)

/** Returns one question with its result. */
export const showProbe = query(
  'device.read',
  inEnvironment({ probeId: z.uuid() }),
  async ({ db, input: { environmentId, probeId } }) => {
    const row = await findProbe(db, { environmentId, id: probeId })
    if (!row) throw new Refused('not-found', 'No such question was asked in this environment, or it is too old.')
    const { environment } = await getDevice(db, { environmentId, deviceId: row.deviceId })
    const expected = { bundleId: environment.bundleId, environmentName: environment.name }
    return probeView(row, { expected, now: new Date() })
  },
)

async function getDevice(db: Parameters<typeof findDevice>[0], one: { environmentId: string; deviceId: string }) {
  const found = await findDevice(db, one)
  if (!found) throw new Refused('not-found', 'This device doesn’t exist in this environment. It may have been removed.')
  return found
}
