import { forFetch } from '@/app/_server/doors'
import { showOutcome } from '@/lib/simulator/show-outcome'

/** What became of a message of the phone's agent, for as long as someone watches. */
export function GET(request: Request) {
  const { searchParams } = new URL(request.url)
  return forFetch(request, (ctx) =>
    showOutcome(ctx, {
      environmentId: searchParams.get('environment') ?? '',
      notificationId: searchParams.get('notification') ?? '',
    }),
  )
}
