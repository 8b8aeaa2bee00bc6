import { z } from 'zod'
import { namesSomething } from '@/lib/text/names-of-nothing'
import { exactlyOne, oneOfRequired } from './exactly-one'

const idLengthMax = 512
const anyName = z.string().min(1, 'Must not be empty.').max(idLengthMax, `Has more than ${idLengthMax} characters.`)
const name = anyName.superRefine(namesSomething)

/** Who the customer is, as the SDK and the platform name them: exactly one of the two. */
export const User = z
  .strictObject({
    id: name.optional().meta({ description: 'The customer’s ID in your systems.', examples: ['customer-4711'] }),
    anonymousId: name.optional().meta({ description: 'The SDK’s ID of a customer who isn’t signed in.' }),
  })
  .superRefine(...exactlyOne('id', 'anonymousId'))
  .meta({
    id: 'User',
    description: 'The customer: `id`, or `anonymousId` while no one is signed in.',
    oneOf: oneOfRequired('id', 'anonymousId'),
  })
export type User = z.output<typeof User>

/** The same for what ends a registration: an ID that is refused today may have been taken before. */
export const FormerUser = z
  .strictObject({ id: anyName.optional(), anonymousId: anyName.optional() })
  .superRefine(...exactlyOne('id', 'anonymousId'))
  .meta({ id: 'FormerUser', description: 'The customer as registered.', oneOf: oneOfRequired('id', 'anonymousId') })

/** Who the customer is, in an answer. */
export const ShownUser = z.union([z.object({ id: z.string() }), z.object({ anonymousId: z.string() })])

export function shownUser({ userId, anonymousId }: { userId: string | null; anonymousId: string | null }) {
  if (userId !== null) return { id: userId }
  return anonymousId !== null ? { anonymousId } : null
}
