import { z } from 'zod'
import { onPlatform } from '../scope'

/** POST body of /api/desk/look-up: what was typed or pasted never goes into a URL. */
export const LookUp = onPlatform({
  text: z.string().trim().min(1, 'Type or paste something.').max(2_000),
  /** Only in this environment. */
  environmentId: z.uuid().optional(),
})

export const hitKinds = ['customer', 'device', 'delivery', 'notification'] as const

const LookUpHit = z.object({
  id: z.string(),
  /** A user id, a masked address, a message's title. */
  title: z.string(),
  /** What tells it from its neighbours: status, who has it, when. */
  detail: z.string(),
  /** What of it the text matched, in words: "end of the token". */
  matched: z.string(),
  href: z.string(),
  place: z.object({
    companyName: z.string(),
    appName: z.string(),
    environmentName: z.enum(['production', 'sandbox']),
  }),
})
export type LookUpHit = z.output<typeof LookUpHit>

export const LookUpAnswer = z.object({
  groups: z.array(
    z.object({
      kind: z.enum(hitKinds),
      heading: z.string(),
      hits: z.array(LookUpHit),
      /** There are more than are shown. */
      isMore: z.boolean(),
    }),
  ),
  /** Where nothing was found: what was tried, and what to try. */
  hint: z.string().nullable(),
})
export type LookUpAnswer = z.output<typeof LookUpAnswer>
