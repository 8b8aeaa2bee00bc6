import { forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { lookUp } from '@/lib/look-up/look-up'

/** POST, although it only reads: a token must not be in a URL. */
export function POST(request: Request) {
  return forFetch(request, async (ctx) => lookUp(ctx, await readJson(request)))
}
