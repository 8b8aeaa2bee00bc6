import { expect } from 'vitest'
import { deviceTokenHex, makeEnvironment } from '@/db/factories'
import { newId } from '@/db/new-id'
import { simulatedPushesOf } from '@/db/queries/simulator/simulator'
import { environmentTransport } from '@/lib/apns/environment-transport'
import type { ApnsRequest } from '@/lib/apns/transport/apns-request'
import type { SimulatorOnDatabase } from './simulator-on-database'

/** Gives an environment a device in `state`, with functions that push to it and read what became of the pushes. */
export async function simulatedDevice({ database, control }: SimulatorOnDatabase, state?: string) {
  const { id: environmentId } = await makeEnvironment(database.db, { name: 'production' })
  const found = await environmentTransport(database, { environmentId })
  if ('missing' in found) throw new Error(found.missing)
  const deviceToken = deviceTokenHex()
  const ofIt = { environmentName: 'production' as const, token: deviceToken }
  const become = (next: string) =>
    control('PUT', '/devices', { devices: [{ ...ofIt, topic: found.bundleId, state: next }] })
  if (state) await become(state)
  const send = async (given: Partial<ApnsRequest> = {}) => {
    const id = newId()
    const payload = Buffer.from('{"aps":{"alert":"hello"}}')
    const push = { deviceToken, topic: found.bundleId, id, pushType: 'alert', payload, ...given }
    expect(await found.transport.send(push)).toMatchObject({ status: 200 })
    return id
  }
  const rows = async () => {
    const all = await simulatedPushesOf(database.db, ofIt)
    return new Map(all.map((row) => [row.apnsId, row]))
  }
  const fates = async (ids: string[]) => {
    const all = await rows()
    return ids.map((id) => [all.get(id)?.fate, all.get(id)?.deviceOutcomeReason])
  }
  return { become, send, fates, rows, environmentId, bundleId: found.bundleId }
}
