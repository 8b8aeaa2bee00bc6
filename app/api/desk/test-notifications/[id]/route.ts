import { forEvents } from '@/app/_server/for-events'
import { followTest } from '@/lib/notifications/follow-test'

/** Each stage of a test, until the phone’s receipt. The id is that of its delivery. */
export function GET(request: Request, { params }: RouteContext<'/api/desk/test-notifications/[id]'>) {
  return forEvents(request, async (opened) => followTest(opened, await params))
}
