import { plural } from '../../format/number'
import { type Answer, fact, factAt, type RouteFacts } from '../answers'

export function checkCustomer({ customer, asked, environment, sameUser }: RouteFacts): Answer {
  const elsewhere = sameUser.map(({ environmentName, devices }) =>
    fact(`Known in ${environmentName}`, `With ${plural(devices, 'device')}`),
  )
  if (!customer)
    return {
      status: 'stopped',
      sentence: `No. No customer with this ID has registered in ${environment.name}, and no notification was created for one.`,
      facts: [fact('Asked for', asked), ...elsewhere],
      nextAction: sameUser.length
        ? `Check the other environment. The customer’s app is built for ${sameUser[0]?.environmentName}.`
        : 'Check that this ID exactly matches the one the app passes to the SDK. If it does, ask the customer to open the app and sign in.',
    }
  return {
    status: 'ok',
    sentence: customer.userId ? 'Yes, by user ID.' : 'Yes, as an anonymous customer who hasn’t signed in.',
    facts: [
      fact(customer.userId ? 'User ID' : 'Anonymous ID', customer.userId ?? customer.anonymousId),
      factAt('First seen', customer.createdAt),
      factAt('Last seen', customer.lastSeenAt),
    ],
  }
}
