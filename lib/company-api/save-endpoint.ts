import type { z } from 'zod'
import { query } from '@/lib/command'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { SaveEndpoint } from './save-endpoint-input'
import { storeEndpoint } from './store-endpoint'
import { whyNeverCalled } from './why-never-called'

/** Refuses an address that no delivery could be sent to. The name service is asked outside of any transaction. */
export async function saveEndpoint(ctx: StaffContext, raw: z.input<typeof SaveEndpoint>) {
  await refuseNeverCalled(await readUrl(ctx, raw))
  return storeEndpoint(ctx, raw)
}

/** What is no URL is for the verb to refuse. */
export async function refuseNeverCalled(url: string) {
  const why = URL.canParse(url) ? await whyNeverCalled(url) : undefined
  if (why) throw new Refused('invalid', 'The company API wasn’t saved.', { url: [why] })
}

const readUrl = query('endpoint.change', SaveEndpoint, async ({ input }) => input.url)
