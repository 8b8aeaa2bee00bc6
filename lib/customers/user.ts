import { z } from 'zod'
import { exactlyOne, oneOfRequired } from '../exactly-one'

const idLengthMax = 512
const name = z.string().min(1, 'Must not be empty.').max(idLengthMax, `Has more than ${idLengthMax} characters.`)

/** Who the customer is, as the SDK and the platform name them: exactly one of the two. */
export const User = z
  .strictObject({
    id: name.optional().meta({ description: 'The customer’s id in your systems.', examples: ['customer-4711'] }),
    anonymousId: name.optional().meta({ description: 'The SDK’s own id of a customer who is not signed in.' }),
  })
  .superRefine(...exactlyOne('id', 'anonymousId'))
  .meta({
    id: 'User',
    description: 'Who the customer is: `id`, or `anonymousId` while nobody is signed in.',
    oneOf: oneOfRequired('id', 'anonymousId'),
  })
export type User = z.output<typeof User>
