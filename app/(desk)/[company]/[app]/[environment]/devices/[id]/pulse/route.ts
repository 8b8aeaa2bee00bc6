import { environmentFor, forFetch } from '@/app/_server/doors'
import { pulseOf } from '@/app/_server/pulse'
import { showDevice } from '@/lib/devices/show-device'
import { showDeviceTimeline } from '@/lib/devices/show-device-timeline'

type Context = RouteContext<'/[company]/[app]/[environment]/devices/[id]/pulse'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id: deviceId, ...at } = await params
    const environmentId = (await environmentFor(ctx, at)).id
    return pulseOf(
      await Promise.all([
        showDevice(ctx, { environmentId, deviceId }),
        showDeviceTimeline(ctx, { environmentId, deviceId, after: null }),
      ]),
    )
  })
}
