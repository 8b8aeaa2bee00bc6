import { z } from 'zod'
import type { Db } from '@/db/client'
import { pageOfDeviceEvents } from '@/db/queries/devices/device-events'
import { pageOfDeviceDeliveries, pageOfDevicePrompts } from '@/db/queries/devices/device-timeline'
import { findDevice } from '@/db/queries/devices/devices'
import { auditLook } from '@/lib/audit/audit-look'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { CursorText } from '@/lib/paging/cursor'
import { byCreation, pageUpTo } from '@/lib/paging/cut'
import { inEnvironment } from '@/lib/scope'

export const ShowDeviceTimeline = inEnvironment({
  deviceId: z.uuid(),
  after: CursorText.nullish(),
  limit: z.number().int().min(1).max(100).default(30),
})

/** A page of the device's timeline, newest first: its events, its deliveries, and its prompt events. */
export const showDeviceTimeline = query('device.read', ShowDeviceTimeline, async (act) => {
  const { db, input } = act
  const { environmentId, deviceId, limit } = input
  const found = await findDevice(db, { environmentId, deviceId })
  if (!found) throw new Refused('not-found', 'This device doesn’t exist in this environment. It may have been removed.')
  await auditLook(act, { customerId: found.customer.id })
  const asked = { environmentId, deviceId, after: input.after ?? undefined }
  const { shown, next } = await pageUpTo(
    limit,
    (rows) => newest(db, { ...asked, customerId: found.customer.id, limit: rows }),
    byCreation,
  )
  return { entries: shown, next }
})

export type TimelineEntry = Awaited<ReturnType<typeof showDeviceTimeline>>['entries'][number]

type Asked = Parameters<typeof pageOfDeviceEvents>[1] & Parameters<typeof pageOfDevicePrompts>[1]

async function newest(db: Db, asked: Asked) {
  const [events, deliveries, prompts] = await Promise.all([
    pageOfDeviceEvents(db, asked),
    pageOfDeviceDeliveries(db, asked),
    pageOfDevicePrompts(db, asked),
  ])
  return [
    ...events.map((row) => ({ ...row, of: 'event' as const })),
    ...deliveries.map((row) => ({ ...row, of: 'delivery' as const })),
    ...prompts.map((row) => ({ ...row, of: 'prompt' as const })),
  ].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
}
