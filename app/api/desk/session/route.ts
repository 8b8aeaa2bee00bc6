import { forFetch } from '@/app/_server/doors'

/** Whose session this is, for a page that was open when its session ended. */
export function GET(request: Request) {
  return forFetch(request, async ({ staff }) => ({ staffId: staff.id }))
}
