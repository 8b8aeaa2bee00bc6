import { z } from 'zod'
import { namesSomething } from '@/lib/text/names-of-nothing'
import { exactlyOne, oneOfRequired } from './exactly-one'

const idLengthMax = 512
const anyName = z.string().min(1, 'Must not be empty.').max(idLengthMax, `Has more than ${idLengthMax} characters.`)
const name = anyName.superRefine(namesSomething)

/** The customer, as the SDK and the platform name them: by exactly one of the two IDs. */
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

/** The customer of a registration that ends. Accepts IDs that are rejected today but were once allowed. */
export const FormerUser = z
  .strictObject({ id: anyName.optional(), anonymousId: anyName.optional() })
  .superRefine(...exactlyOne('id', 'anonymousId'))
  .meta({ id: 'FormerUser', description: 'The customer as registered.', oneOf: oneOfRequired('id', 'anonymousId') })

/** The customer in a response. */
export const ShownUser = z.union([z.object({ id: z.string() }), z.object({ anonymousId: z.string() })])

export function shownUser({ userId, anonymousId }: { userId: string | null; anonymousId: string | null }) {
  if (userId !== null) return { id: userId }
  return anonymousId !== null ? { anonymousId } : null
}
