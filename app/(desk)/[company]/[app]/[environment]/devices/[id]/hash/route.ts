import { environmentFor, forFetch } from '@/app/_server/doors'
import { hashOfDevice } from '@/app/_server/page-hash'
import { showDevice } from '@/lib/devices/show-device'
import { showDeviceTimeline } from '@/lib/devices/show-device-timeline'

type Context = RouteContext<'/[company]/[app]/[environment]/devices/[id]/hash'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id: deviceId, ...at } = await params
    const environmentId = (await environmentFor(ctx, at)).id
    const [device, timeline] = await Promise.all([
      showDevice(ctx, { environmentId, deviceId }),
      showDeviceTimeline(ctx, { environmentId, deviceId, after: null }),
    ])
    return hashOfDevice(device, timeline)
  })
}
