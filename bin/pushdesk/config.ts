import { z } from 'zod'
import { MessageTextDays } from '@/lib/companies/message-text-days'

/** Version of the file format. Raised when an older Pushdesk could misread the files. */
export const schemaNumber = 1

const Slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lowercase letters, digits, and single hyphens.')
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: what a person writes into the file.
const Secret = z
  .string()
  .regex(/^\$\{[A-Z_][A-Z0-9_]*\}$/, 'Use a variable, such as ${APNS_KEY}. Don’t write secrets into this file.')
  .meta({ description: 'A variable that `pushdesk apply` reads, such as `${APNS_KEY}`.' })
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.

/** The format of `pushdesk pull` and of the prompt page's export. Null inherits from the level above. */
const Prompt = z
  .looseObject({
    format: z.literal('pushdesk-prompt'),
    schema: z.int(),
    content: z.looseObject({}),
    lists: z.record(z.string(), z.array(z.string())).optional(),
  })
  .nullable()
  .meta({ description: 'The prompt in the format of its page’s export. Null: the level inherits.' })

const Prompts = z.strictObject({ production: Prompt.optional(), sandbox: Prompt.optional() })

const Auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('bearer'), token: Secret.optional() }),
  z.strictObject({ kind: z.literal('basic'), username: z.string(), password: Secret.optional() }),
  z.strictObject({ kind: z.literal('headers'), headers: z.record(z.string(), Secret.nullable()) }),
  z.strictObject({ kind: z.literal('body'), authToken: Secret.optional() }),
  z.strictObject({
    kind: z.literal('oauth2'),
    tokenUrl: z.string(),
    clientId: z.string(),
    clientSecret: Secret.optional(),
    scope: z.string().optional(),
    audience: z.string().optional(),
    clientAuth: z.enum(['basic', 'post']).optional(),
  }),
])

const CompanyApi = z.strictObject({
  url: z.string(),
  usedFor: z.enum(['uuid', 'all']),
  auth: Auth.optional().meta({
    description:
      'Absent: the authentication doesn’t change. If it contains no secret, as `pull` writes it, Pushdesk compares the rest and keeps the secret.',
  }),
  clientCertificate: z
    .strictObject({ certificate: z.string(), privateKey: Secret.optional() })
    .nullable()
    .optional()
    .meta({ description: 'The certificate for mutual TLS, in PEM. Null: none. Absent: it doesn’t change.' }),
  caCertificate: z.string().nullable().optional().meta({
    description:
      'The certificate authority of the company’s server, in PEM. Null: the public authorities. Absent: it doesn’t change.',
  }),
  bodyTemplate: z.string().nullable().optional(),
  concurrencyMax: z.int().optional().meta({ description: 'Maximum concurrent requests. Absent: it doesn’t change.' }),
  ratePerSecondMax: z
    .int()
    .nullable()
    .optional()
    .meta({ description: 'Maximum requests per second. Null: no limit. Absent: it doesn’t change.' }),
  retry: z
    .strictObject({ triesMax: z.int().nullable(), firstSeconds: z.int(), longestSeconds: z.int() })
    .optional()
    .meta({
      description:
        'When Pushdesk retries a request after a temporary failure. Each wait is twice as long as the previous one, up to the longest. `triesMax` is the maximum number of requests. Null: until the message expires. Absent: it doesn’t change.',
    }),
})

const Environment = z.strictObject({
  apnsServer: z.enum(['apple', 'simulator']).optional(),
  requiresIdentity: z.boolean().optional(),
  jwksUrl: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'The URL of the company’s keys for User-Tokens. Null: none.' }),
  issuer: z.string().nullable().optional().meta({ description: 'The `iss` that User-Tokens must have. Null: any.' }),
  audience: z.string().nullable().optional().meta({ description: 'The `aud` that User-Tokens must have. Null: any.' }),
  tokenMinutesMax: z.int().optional().meta({ description: 'The maximum lifetime of a User-Token, in minutes.' }),
  apnsKey: z
    .strictObject({ keyId: z.string(), teamId: z.string(), privateKey: Secret })
    .optional()
    .meta({ description: 'Pushdesk uploads the key if the environment has no key with this key ID.' }),
  companyApi: CompanyApi.nullable().optional().meta({ description: 'Null: none.' }),
  prompt: Prompt.optional(),
})

const App = z.strictObject({
  slug: Slug,
  name: z.string().min(1),
  bundleId: z.string().min(1),
  archived: z.boolean().optional(),
  environments: z.strictObject({ production: Environment.optional(), sandbox: Environment.optional() }).optional(),
})

const schema = z.literal(schemaNumber, {
  error: ({ input }) =>
    typeof input === 'number' && input > schemaNumber
      ? `This file is from a newer version of Pushdesk (schema ${input}). This version reads schema ${schemaNumber}. Update Pushdesk.`
      : `This version of Pushdesk reads only schema ${schemaNumber}. Pull the file again, or change it to that schema.`,
})

export const CompanyFile = z.strictObject({
  $schema: z.string().optional(),
  schema,
  company: z.strictObject({
    slug: Slug,
    name: z.string().min(1),
    requiresApproval: z.boolean().optional(),
    messageTextDays: MessageTextDays.optional(),
    archived: z.boolean().optional(),
  }),
  prompts: Prompts.optional().meta({ description: 'The prompt at the company level, for all apps of the company.' }),
  apps: z.array(App).default([]),
})

export const PlatformFile = z.strictObject({
  $schema: z.string().optional(),
  schema,
  platform: z.strictObject({ prompts: Prompts }),
})

/** One file: a company with its apps, or the platform's settings. The file doesn’t manage what it leaves out. */
export const ConfigFile = z.union([CompanyFile, PlatformFile])

export type CompanyConfig = z.output<typeof CompanyFile>
export type PlatformConfig = z.output<typeof PlatformFile>
export type AppConfig = CompanyConfig['apps'][number]
export type CompanyApiConfig = z.output<typeof CompanyApi>
export type EnvironmentConfig = z.output<typeof Environment>
export type PromptConfig = z.output<typeof Prompt>

export const configSchema = () => z.toJSONSchema(ConfigFile, { io: 'input' })
