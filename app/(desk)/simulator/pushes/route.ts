import { z } from 'zod'
import { forEvents } from '@/app/_server/for-events'
import { readJson } from '@/app/_server/read-json'
import { Refused } from '@/lib/errors'
import { refusedFields } from '@/lib/invalid'
import { pushStream } from '@/lib/simulator/push-stream'

const Asked = z.object({
  environmentId: z.uuid(),
  addresses: z.array(z.string().min(1)).min(1).max(20),
  after: z.number().transform((ms) => new Date(ms)),
})

/** Streams pushes from the APNs simulator to the phone on the page. POST, so that no address is in a URL. */
export function POST(request: Request) {
  return forEvents(request, async (opened) => {
    const asked = Asked.safeParse(await readJson(request))
    if (!asked.success) throw new Refused('invalid', 'Some fields aren’t valid.', refusedFields(asked.error))
    return pushStream(opened, asked.data)
  })
}
