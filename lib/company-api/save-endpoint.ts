import type { z } from 'zod'
import { query } from '@/lib/command'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import type { EndpointAuth } from './endpoint-auth'
import { SaveEndpoint } from './save-endpoint-input'
import { storeEndpoint } from './store-endpoint'
import { whyNeverCalled } from './why-never-called'

/** Rejects a URL that no delivery could be sent to. The DNS lookup runs outside of any transaction. */
export async function saveEndpoint(ctx: StaffContext, raw: z.input<typeof SaveEndpoint>) {
  await refuseNeverCalled(await readUrls(ctx, raw))
  return storeEndpoint(ctx, raw)
}

type Urls = { url: string; auth?: EndpointAuth | undefined }

/** Skips text that isn't a URL, because the command rejects it. */
export async function refuseNeverCalled({ url, auth }: Urls) {
  const tokenUrl = auth?.kind === 'oauth2' ? auth.tokenUrl : undefined
  const fields: Record<string, string[]> = {}
  for (const [field, text] of Object.entries({ url, 'auth.tokenUrl': tokenUrl })) {
    const why = text && URL.canParse(text) ? await whyNeverCalled(text) : undefined
    if (why) fields[field] = [why]
  }
  if (Object.keys(fields).length > 0) throw new Refused('invalid', 'The company API wasn’t saved.', fields)
}

const readUrls = query('endpoint.change', SaveEndpoint, async ({ input: { url, auth } }) => ({ url, auth }))
