import { flag, listOf, object, oneOf, orNull, type Shaped, text } from '@/lib/shape'

export const hitKinds = ['customer', 'device', 'delivery', 'notification', 'conversation', 'page'] as const

const HitPlace = object({
  companySlug: text,
  companyName: text,
  appSlug: text,
  appName: text,
  environmentName: oneOf(['production', 'sandbox']),
})
export type HitPlace = Shaped<typeof HitPlace>

const LookUpHit = object({
  id: text,
  /** A user id, a masked address, a message's title. */
  title: text,
  /** What tells it from its neighbours: status, who has it, when. */
  detail: text,
  /** What of it the text matched, in words: "end of the token". */
  matched: text,
  href: text,
  place: HitPlace,
})
export type LookUpHit = Shaped<typeof LookUpHit>

const NoMatchAnswer = object({
  /** The id as it was read from the text. */
  name: text,
  /** It may stand in an address: it is neither a token nor an email address. */
  isPublic: flag,
  /** The page that answers why this id gets nothing, in each environment that may be meant. */
  why: listOf(object({ path: text, place: HitPlace })),
  /** Customers whose id is this but for a sign. */
  near: listOf(LookUpHit),
  /** What it names in the other environments, where one was searched. */
  elsewhere: listOf(LookUpHit),
})

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
  /** Where nothing was found and the text may be a customer's id. */
  noMatch: orNull(NoMatchAnswer),
  /** Where nothing was found: what was tried, and what to try. */
  hint: orNull(text),
})
export type LookUpAnswer = Shaped<typeof LookUpAnswer>

export const RecentCustomers = object({
  customers: listOf(object({ id: text, name: text, href: text, place: HitPlace })),
})
