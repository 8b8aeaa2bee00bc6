import { z } from 'zod'
import { environmentFor, forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { listDevices } from '@/lib/devices/list-devices'
import { Refused } from '@/lib/errors'
import { listedMax } from '@/lib/paging/listed-max'

type Context = RouteContext<'/[company]/[app]/[environment]/test/devices'>

const Search = z.object({ text: z.string().max(1_000) })

/** POST, because the search text may be a token or a person's ID, and URLs are logged. */
export function POST(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const environment = await environmentFor(ctx, await params)
    const search = Search.safeParse(await readJson(request))
    if (!search.success) throw new Refused('invalid', 'Send the text to search for.')
    const { devices } = await listDevices(ctx, {
      environmentId: environment.id,
      text: search.data.text,
      limit: listedMax.testDevices,
    })
    return devices
  })
}
