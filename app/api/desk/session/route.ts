import { forFetch } from '@/app/_server/doors'

/** Whose session it is, for a page that was open while it ended. */
export function GET(request: Request) {
  return forFetch(request, async ({ staff }) => ({ staffId: staff.id }))
}
