import { z } from 'zod'
import type { SealedPurpose } from '@/lib/secrets'
import { EndpointUrl } from './endpoint-url'

const required = (what: string) => z.string().min(1, `Enter the ${what}.`).max(4_096, 'This is too long.')
const oneLine = (what: string) => required(what).regex(/^[^\r\n\0]*$/, 'This must be on one line.')
const optional = z
  .string()
  .trim()
  .max(1_000, 'This is too long.')
  .regex(/^[^\r\n\0]*$/, 'This must be on one line.')
  .transform((text) => text || undefined)
  .optional()
// Header names are RFC 9110 tokens. Pushdesk sets these itself, or they change how the request is framed.
const reserved = /^(host|content-length|content-type|transfer-encoding|connection|te|trailer|upgrade|webhook-.*)$/i

/** The company API's authentication, as encrypted in `company_endpoints.auth_secret`. */
export const EndpointAuth = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('bearer'), token: oneLine('token') }),
  z.object({
    kind: z.literal('basic'),
    username: oneLine('username').regex(/^[^:]*$/, 'A username can’t contain a colon.'),
    password: oneLine('password'),
  }),
  z.object({
    kind: z.literal('headers'),
    headers: z
      .record(
        z
          .string()
          .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, 'This isn’t a header name.')
          .refine((name) => !reserved.test(name), 'Pushdesk sets this header itself.'),
        oneLine('value'),
      )
      .refine((headers) => Object.keys(headers).length > 0, 'Enter at least one header.')
      .refine((headers) => Object.keys(headers).length <= 20, 'At most 20 headers.'),
  }),
  /** Goes into the body as `{{authToken}}`. */
  z.object({ kind: z.literal('body'), authToken: required('token') }),
  /** OAuth 2.0 client credentials: a token from the company’s authorization server, sent as a bearer token. */
  z.object({
    kind: z.literal('oauth2'),
    tokenUrl: EndpointUrl,
    clientId: oneLine('client ID'),
    clientSecret: oneLine('client secret'),
    scope: optional,
    audience: optional,
    /** Where the client ID and secret go: into the Authorization header, or into the form. */
    clientAuth: z.enum(['basic', 'post'], 'Choose basic or post.').default('basic'),
  }),
])
export type EndpointAuth = z.output<typeof EndpointAuth>

export const authSecretPurpose = (environmentId: string): SealedPurpose =>
  `company_endpoints.auth_secret:${environmentId}`
export const signingSecretPurpose = (environmentId: string): SealedPurpose =>
  `company_endpoints.signing_secret:${environmentId}`
