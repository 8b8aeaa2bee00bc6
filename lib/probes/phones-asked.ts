import type { Db } from '@/db/client'
import { newestProbes } from '@/db/queries/probes/probes'
import { type ProbeView, probeView } from './probe-view'

type Asked = {
  environment: { id: string; name: string; bundleId: string }
  devices: { id: string }[]
  now: Date
}

const shownMax = 50

/** Returns recent questions to these devices with their answers, newest first. */
export async function phonesAsked(db: Db, { environment, devices, now }: Asked): Promise<ProbeView[]> {
  const deviceIds = devices.map(({ id }) => id)
  const rows = await newestProbes(db, { environmentId: environment.id, deviceIds, limit: shownMax })
  const expected = { bundleId: environment.bundleId, environmentName: environment.name }
  return rows.map((row) => probeView(row, { expected, now }))
}
