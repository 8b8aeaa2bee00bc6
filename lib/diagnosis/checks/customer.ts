import { type Answer, fact, factAt, type RouteFacts } from '../answers'

export function checkCustomer({ customer, asked, environment, sameUser }: RouteFacts): Answer {
  const elsewhere = sameUser.map(({ environmentName, devices }) =>
    fact(`Known in ${environmentName}`, devices === 1 ? 'with 1 device' : `with ${devices} devices`),
  )
  if (!customer)
    return {
      status: 'stopped',
      sentence: `Nobody with this id has ever registered in ${environment.name}, and no message came for them.`,
      facts: [fact('Asked for', asked), ...elsewhere],
      nextAction: sameUser.length
        ? `Look in the other environment: the customer’s app is built for ${sameUser[0]?.environmentName}.`
        : 'Compare the id with the one that the company’s app gives the SDK, letter by letter. If it is right, ask the customer to open the app and sign in.',
    }
  return {
    status: 'ok',
    sentence: customer.userId ? 'Yes, by their user id.' : 'Yes, as an anonymous customer who has not signed in.',
    facts: [
      fact(customer.userId ? 'User id' : 'Anonymous id', customer.userId ?? customer.anonymousId),
      factAt('Known since', customer.createdAt),
      factAt('Last seen', customer.lastSeenAt),
    ],
  }
}
