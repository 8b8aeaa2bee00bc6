import { z } from 'zod'
import { MessageTextDays } from '@/lib/companies/message-text-days'

/** Version of the file format. Raised when an older Pushdesk could misread the files. */
export const schemaNumber = 1

const Slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lowercase letters, digits, and single hyphens.')
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: what a person writes into the file.
const Secret = z
  .string()
  .regex(/^\$\{[A-Z_][A-Z0-9_]*\}$/, 'Name a variable, as in ${APNS_KEY}. Secrets don’t belong in this file.')
  .meta({ description: 'The name of a variable that `pushdesk apply` reads, as in `${APNS_KEY}`.' })
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
  .meta({ description: 'The prompt as its page exports it. Null: what is set above applies.' })

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
      'If absent, the authentication doesn’t change. Without its secret, as `pull` writes it, it’s compared, and the secret stays.',
  }),
  clientCertificate: z
    .strictObject({ certificate: z.string(), privateKey: Secret.optional() })
    .nullable()
    .optional()
    .meta({ description: 'For mutual TLS, in PEM. Null: none. If absent, it doesn’t change.' }),
  caCertificate: z.string().nullable().optional().meta({
    description: 'The authority of the company’s server, in PEM. Null: the public ones. If absent, it doesn’t change.',
  }),
  bodyTemplate: z.string().nullable().optional(),
  concurrencyMax: z.int().optional().meta({ description: 'Requests at once, at most. If absent, it doesn’t change.' }),
  ratePerSecondMax: z
    .int()
    .nullable()
    .optional()
    .meta({ description: 'Requests a second, at most. Null: as many as it takes. If absent, it doesn’t change.' }),
  retry: z
    .strictObject({ triesMax: z.int().nullable(), firstSeconds: z.int(), longestSeconds: z.int() })
    .optional()
    .meta({
      description:
        'When a request that failed for now is repeated: the first wait doubles up to the longest, until so many requests (null: until the message expires). If absent, it doesn’t change.',
    }),
})

const Environment = z.strictObject({
  apnsServer: z.enum(['apple', 'simulator']).optional(),
  requiresIdentity: z.boolean().optional(),
  jwksUrl: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'Where the company’s keys for User-Tokens are. Null: none.' }),
  issuer: z.string().nullable().optional().meta({ description: 'The `iss` that User-Tokens must have. Null: any.' }),
  audience: z.string().nullable().optional().meta({ description: 'The `aud` that User-Tokens must have. Null: any.' }),
  tokenMinutesMax: z.int().optional().meta({ description: 'How long a User-Token may live.' }),
  apnsKey: z
    .strictObject({ keyId: z.string(), teamId: z.string(), privateKey: Secret })
    .optional()
    .meta({ description: 'Uploaded where no key with this key ID is there.' }),
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
      ? `This file is from a newer Pushdesk (schema ${input}). This one reads schema ${schemaNumber}. Update Pushdesk.`
      : `This version of Pushdesk reads schema ${schemaNumber} only. Pull the file again, or change it to that schema.`,
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
  prompts: Prompts.optional().meta({ description: 'What is set for all apps of the company.' }),
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
