import { jsonAnswer } from './answers'
import { type Gateway, register } from './gateway'

/** The sections of the management API. */
const managementTags = [
  { name: 'Manage companies', description: 'Companies, apps, and their environments.' },
  { name: 'Manage settings', description: 'API keys, APNs keys, the company API, and identity verification.' },
  {
    name: 'Manage the prompt',
    description: 'Read, review, save, approve, restore, and turn off the permission prompt.',
  },
  { name: 'Look up and repair', description: 'Customers, devices, deliveries, and why a notification didn’t arrive.' },
  {
    name: 'Watch incidents',
    description: 'Current and past problems: who is affected, who acts next, and which channels are notified.',
  },
  { name: 'Manage access', description: 'Staff, invitations, service tokens, and the audit log.' },
]

export const tags = [
  { name: 'Devices', description: 'Register and deregister the addresses where a customer can be notified.' },
  { name: 'Prompt', description: 'Evaluate the permission prompt and follow its changes.' },
  { name: 'App', description: 'Report presence and receipts from the app.' },
  { name: 'Messages', description: 'Notify a customer of a message.' },
  { name: 'Push', description: 'Send an APNs payload.' },
  { name: 'Log', description: 'Read notifications and deliveries.' },
  { name: 'Customers', description: 'Diagnose a missing notification, and erase a customer.' },
  ...managementTags,
]

const about = {
  openapi: '3.1.0',
  info: {
    title: 'Pushdesk API',
    version: '1.0.0',
    description:
      'JSON over HTTP. Each key belongs to one environment of one app and can’t access any other. Times are RFC 3339 in UTC. Errors are `application/problem+json` (RFC 9457) with a stable `code`. A 4xx response means that Pushdesk changed nothing. If the refused call names a customer, Pushdesk keeps a record of the refusal for 30 days. A body can have up to 64 KiB unless the call allows more, and can be compressed with gzip, deflate, or br. Pushdesk treats a null field as absent, except in a prompt.',
  },
  servers: [{ url: '/', description: 'This server.' }],
  tags,
}

export type Document = ReturnType<Gateway['app']['getOpenAPI31Document']>

/** Generates the description from the validating schemas. */
export function documentOf({ app }: Pick<Gateway, 'app'>): Document {
  return app.getOpenAPI31Document(about)
}

export function registerDescription(gateway: Gateway) {
  const { registerComponent } = gateway.app.openAPIRegistry
  const component = registerComponent.bind(gateway.app.openAPIRegistry)
  component('securitySchemes', 'publishableKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A publishable key (`pk_…`). It ships in apps, so it can make only the SDK’s calls.',
  })
  component('securitySchemes', 'secretKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret key (`sk_…`), for servers only.',
  })
  component('securitySchemes', 'serviceToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'A service token (`st_…`) for the management API. It has its own role and companies.',
  })
  component('securitySchemes', 'apiKeyHeader', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'Either kind of key, for clients that can’t send a bearer token.',
  })
  component('securitySchemes', 'userToken', {
    type: 'apiKey',
    in: 'header',
    name: 'User-Token',
    description:
      'A JWT whose `sub` is the call’s `user.id`, signed with the environment’s identity secret (HS256) or a key of the company’s JWKS. Required with a publishable key if the environment uses identity verification.',
  })
  let document: Document | undefined
  register(gateway, { method: 'get', path: '/api/v1/openapi.json', takes: 'nobody' }, () => {
    document ??= documentOf(gateway)
    return jsonAnswer(document, 200, { 'cache-control': 'public, max-age=300' })
  })
}
