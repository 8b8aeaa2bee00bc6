import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { makeDevice, makeEnvironment } from '@/db/factories'
import { devices } from '@/db/schema/customers'
import { inRollback } from '@/db/testing'
import { noteAccepted } from './device-verdicts'

const first = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(first.getTime() + seconds * 1_000)

it('records the last accepted push to within ten seconds, and never an earlier one', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const { id: deviceId } = await makeDevice(db, { environmentId })
    const noted: (Date | null | undefined)[] = []
    for (const at of [first, after(9), after(10), after(5)]) {
      await noteAccepted(db, { accepted: [{ deviceId, at }] })
      const [device] = await db.select().from(devices).where(eq(devices.id, deviceId))
      noted.push(device?.lastAcceptedAt)
    }
    expect(noted).toEqual([first, first, after(10), after(10)])
  }))
