import { forFetch } from '@/app/_server/doors'
import { showOutcome } from '@/lib/simulator/show-outcome'

/** The outcome of the demo agent's message, polled while someone watches. */
export function GET(request: Request) {
  const { searchParams } = new URL(request.url)
  return forFetch(request, (ctx) =>
    showOutcome(ctx, {
      environmentId: searchParams.get('environment') ?? '',
      notificationId: searchParams.get('notification') ?? '',
    }),
  )
}
