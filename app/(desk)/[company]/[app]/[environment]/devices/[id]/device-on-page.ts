import 'server-only'
import { oncePerPage } from '@/app/_server/once-per-page'
import { hashOfDevice, streamedHash } from '@/app/_server/page-hash'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { showDevice } from '@/lib/devices/show-device'
import { showDeviceTimeline } from '@/lib/devices/show-device-timeline'

export const deviceOnPage = oncePerPage(async (ctx, { id: environmentId, role }, deviceId: string) => ({
  role,
  shown: await showDevice(ctx, { environmentId, deviceId }),
}))

export const timelineOnPage = oncePerPage(
  async (ctx, { id: environmentId }, deviceId: string, after: string | null) => ({
    timeline: await showDeviceTimeline(ctx, { environmentId, deviceId, after }),
  }),
)

export const deviceHash = (at: EnvironmentPath, deviceId: string) =>
  streamedHash(
    Promise.all([deviceOnPage(at, deviceId), timelineOnPage(at, deviceId, null)]).then(([{ shown }, { timeline }]) =>
      hashOfDevice(shown, timeline),
    ),
  )
