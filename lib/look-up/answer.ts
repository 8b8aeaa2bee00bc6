import { listOf, object, oneOf, orNull, type Shaped, text } from '../shape'

export const hitKinds = ['customer', 'device', 'delivery', 'notification'] as const

const LookUpHit = object({
  id: text,
  /** A user id, a masked address, a message's title. */
  title: text,
  /** What tells it from its neighbours: status, who has it, when. */
  detail: text,
  /** What of it the text matched, in words: "end of the token". */
  matched: text,
  href: text,
  place: object({
    companyName: text,
    appName: text,
    environmentName: oneOf(['production', 'sandbox']),
  }),
})
export type LookUpHit = Shaped<typeof LookUpHit>

export const LookUpAnswer = object({
  groups: listOf(
    object({
      kind: oneOf(hitKinds),
      heading: text,
      hits: listOf(LookUpHit),
      /** Where there are more than are shown: which these are. */
      cut: orNull(text),
    }),
  ),
  /** Where nothing was found: what was tried, and what to try. */
  hint: orNull(text),
})
export type LookUpAnswer = Shaped<typeof LookUpAnswer>
