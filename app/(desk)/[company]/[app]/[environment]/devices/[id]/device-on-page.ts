import 'server-only'
import { cache } from 'react'
import { environmentFor, forPage } from '@/app/_server/doors'
import { hashOfDevice, streamedHash } from '@/app/_server/page-hash'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { showDevice } from '@/lib/devices/show-device'
import { showDeviceTimeline } from '@/lib/devices/show-device-timeline'

type Asked = { at: EnvironmentPath; deviceId: string }

/** The device, read once per request, so that the page's hash is of what it shows. */
export const deviceOnPage = ({ at, deviceId }: Asked) => deviceOnce(at.company, at.app, at.environment, deviceId)

const deviceOnce = cache((company: string, app: string, environment: string, deviceId: string) =>
  forPage(async (ctx) => {
    const place = await environmentFor(ctx, { company, app, environment })
    return { place, shown: await showDevice(ctx, { environmentId: place.id, deviceId }), role: place.role }
  }),
)

/** A page of the timeline, read once per request. */
export const timelineOnPage = ({ at, deviceId, after }: Asked & { after: string | null }) =>
  timelineOnce(at.company, at.app, at.environment, deviceId, after)

const timelineOnce = cache(
  (company: string, app: string, environment: string, deviceId: string, after: string | null) =>
    forPage(async (ctx) => {
      const place = await environmentFor(ctx, { company, app, environment })
      return { place, timeline: await showDeviceTimeline(ctx, { environmentId: place.id, deviceId, after }) }
    }),
)

export const deviceHash = (asked: Asked) =>
  streamedHash(
    Promise.all([deviceOnPage(asked), timelineOnPage({ ...asked, after: null })]).then(([{ shown }, { timeline }]) =>
      hashOfDevice(shown, timeline),
    ),
  )
