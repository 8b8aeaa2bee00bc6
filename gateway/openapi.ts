import { json } from './answers'
import { type Gateway, register } from './gateway'

export const tags = [
  { name: 'Devices', description: 'Where a customer can be notified.' },
  { name: 'Prompt', description: 'Whether the app asks for permission to notify, and with which words.' },
  { name: 'App', description: 'What an app says of itself while it runs.' },
  { name: 'Messages', description: 'The platform’s trigger: somebody wrote to a customer.' },
  { name: 'Push', description: 'A company’s own push, through APNs.' },
  { name: 'Log', description: 'What became of every notification.' },
  { name: 'Customers', description: 'One customer: why a push did not come, and being forgotten.' },
]

const about = {
  openapi: '3.1.0',
  info: {
    title: 'Pushdesk API',
    version: '1.0.0',
    description:
      'JSON over HTTP. Every key belongs to one environment of one app, and sees nothing of any other. Times are RFC 3339 in UTC. Errors are `application/problem+json` (RFC 9457) with a stable `code`; nothing is stored when an answer is 4xx. A body has at most 64 KiB.',
  },
  servers: [{ url: '/', description: 'This server.' }],
  tags,
}

export type Document = ReturnType<Gateway['app']['getOpenAPI31Document']>

/** Generated, from the schemas that check, at the first request for it. */
export function documentOf({ app }: Pick<Gateway, 'app'>): Document {
  return app.getOpenAPI31Document(about)
}

export function registerDescription(gateway: Gateway) {
  const { registerComponent } = gateway.app.openAPIRegistry
  const component = registerComponent.bind(gateway.app.openAPIRegistry)
  component('securitySchemes', 'publishableKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A publishable key (`pk_…`). It ships in apps, so it can only do what an app may.',
  })
  component('securitySchemes', 'secretKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret key (`sk_…`), for servers alone.',
  })
  component('securitySchemes', 'apiKeyHeader', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'Either kind of key, for clients that cannot send a bearer token.',
  })
  component('securitySchemes', 'userToken', {
    type: 'apiKey',
    in: 'header',
    name: 'User-Token',
    description:
      'A JWT whose `sub` is the call’s `user.id`, signed with the environment’s identity secret (HS256) or a key of the company’s JWKS. Needed with a publishable key wherever the environment verifies identities.',
  })
  let document: Document | undefined
  register(gateway, { method: 'get', path: '/api/v1/openapi.json', takes: 'nobody' }, () => {
    document ??= documentOf(gateway)
    return json(document, 200, { 'cache-control': 'public, max-age=300' })
  })
}
