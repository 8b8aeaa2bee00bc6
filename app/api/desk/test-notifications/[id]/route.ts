import { forEvents } from '@/app/_server/for-events'
import { followTest } from '@/lib/notifications/follow-test'

/** Streams each stage of a test up to the phone's receipt. The ID is the delivery's. */
export function GET(request: Request, { params }: RouteContext<'/api/desk/test-notifications/[id]'>) {
  return forEvents(request, async (opened) => followTest(opened, await params))
}
