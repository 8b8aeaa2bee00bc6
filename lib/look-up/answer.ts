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
  /** A user ID, a masked address, or a message's title. */
  title: text,
  /** Details that distinguish similar hits: status, customer, time. */
  detail: text,
  /** The part that the text matched, in words: "end of the token". */
  matched: text,
  href: text,
  place: HitPlace,
})
export type LookUpHit = Shaped<typeof LookUpHit>

const NoMatchAnswer = object({
  /** The ID as read from the text. */
  name: text,
  /** Whether it can be part of a URL: it is neither a token nor an email address. */
  isPublic: flag,
  /** The page that explains why this ID gets nothing, in each environment that may be meant. */
  why: listOf(object({ path: text, place: HitPlace })),
  /** Customers whose ID differs in one character. */
  near: listOf(LookUpHit),
  /** Hits in the other environments, if only one was searched. */
  elsewhere: listOf(LookUpHit),
})

export const LookUpAnswer = object({
  groups: listOf(
    object({
      kind: oneOf(hitKinds),
      heading: text,
      hits: listOf(LookUpHit),
      /** Says which hits are shown, if there are more. */
      cut: orNull(text),
    }),
  ),
  /** Set if nothing was found and the text may be a customer's ID. */
  noMatch: orNull(NoMatchAnswer),
  /** Set if nothing was found: what was searched, and what to try. */
  hint: orNull(text),
})
export type LookUpAnswer = Shaped<typeof LookUpAnswer>

export const RecentCustomers = object({
  customers: listOf(object({ id: text, name: text, href: text, place: HitPlace })),
})
