import { z } from 'zod'
import { isAddressList } from './address-list'
import { faultOfEncryptionKeys } from './encryption-keys'

const flag = z.enum(['0', '1'], 'must be 0 or 1').transform((value) => value === '1')
const port = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0, 'must be 0 to 65535')
  .max(65_535, 'must be 0 to 65535')

const Env = z
  .object({
    NODE_ENV: z.string().default('production'),
    HOST: z.string().default('127.0.0.1'),
    PORT: port.optional(),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
      .optional(),
    MIGRATION_DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
      .optional(),
    DATABASE_POOL_MAX: z.coerce
      .number('must be a number of connections')
      .int('must be a whole number')
      .min(2, 'must be at least 2')
      .max(1_000, 'must be at most 1000')
      .default(20),
    DATA_DIR: z.string().min(1).default('.data'),
    AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    ENCRYPTION_KEY: z
      .string()
      .superRefine((text, context) => {
        const message = faultOfEncryptionKeys(text)
        if (message) context.addIssue({ code: 'custom', message })
      })
      .optional(),
    DEMO: flag.optional(),
    DEMO_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
    ADMIN_EMAIL: z.email('must be an email address').optional(),
    ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
    INIT_SERVICE_TOKEN: z
      .string()
      .regex(/^st_[\w-]{32,200}$/, 'must be st_ and at least 32 characters: letters, digits, - and _')
      .optional(),
    APNS_PRODUCTION_URL: z.url('must be a URL').default('https://api.push.apple.com'),
    APNS_SANDBOX_URL: z.url('must be a URL').default('https://api.sandbox.push.apple.com'),
    APNS_CA_FILE: z.string().optional(),
    SIMULATOR: flag.optional(),
    COMPANY_API_ALLOWED_HOSTS: z.string().default(''),
    HTTPS_PROXY: z
      .url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' })
      .optional(),
    NO_PROXY: z.string().default(''),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
      .optional(),
    MAIL_FROM: z.string().min(3, 'must be an email address').optional(),
    AUDIT_STREAM: z.union([z.literal('stdout'), z.url({ protocol: /^https?$/ })], 'must be stdout or a URL').optional(),
    AUDIT_STREAM_TOKEN: z.string().min(1).optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be a URL' }).optional(),
    OTEL_TRACES_SAMPLER_ARG: z.coerce
      .number('must be 0 to 1')
      .min(0, 'must be 0 to 1')
      .max(1, 'must be 0 to 1')
      .default(1),
    METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    TRUSTED_PROXIES: z
      .string()
      .default('loopback')
      .refine(isAddressList, 'must be addresses or ranges such as 10.0.0.0/8, separated by commas'),
    AUTH_URL: z.url('must be a URL').optional(),
    AUTH_OIDC_ISSUER: z.url('must be a URL').optional(),
    AUTH_OIDC_ID: z.string().optional(),
    AUTH_OIDC_SECRET: z.string().optional(),
    AUTH_OIDC_SCOPE: z
      .string()
      .regex(/(^| )openid( |$)/, 'must contain openid')
      .default('openid email profile'),
    AUTH_OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
    AUTH_OIDC_SESSION_HOURS: z.coerce
      .number('must be a number of hours')
      .min(0.25, 'must be 0.25 to 168')
      .max(168, 'must be 0.25 to 168')
      .default(8),
    SIGN_IN_RULES: z.literal('off', 'must be off, or not set').optional(),
    SESSION_HOURS: z.coerce
      .number('must be a number of hours')
      .min(1, 'must be 1 to 720')
      .max(720, 'must be 1 to 720')
      .default(168),
    SESSION_IDLE_HOURS: z.coerce
      .number('must be a number of hours')
      .min(0.25, 'must be 0.25 to 720')
      .max(720, 'must be 0.25 to 720')
      .optional(),
    RETENTION_DAYS: z.coerce
      .number('must be a number of days')
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .default(90),
    ADDRESS_DAYS: z.coerce
      .number('must be a number of days')
      .int('must be a whole number')
      // A delivery can be resent for 30 days, and that needs its address.
      .min(31, 'must be at least 31')
      .default(35),
    PHONE_ANSWER_SECONDS: z.coerce
      .number('must be a number of seconds')
      .min(1, 'must be 1 to 600')
      .max(600, 'must be 1 to 600')
      .default(30),
    WATCHDOG_SECONDS: z.coerce
      .number('must be a number of seconds, or 0 for none')
      .min(0, 'must be a number of seconds, or 0 for none')
      .default(30),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .superRefine((env, context) => {
    if (env.SESSION_IDLE_HOURS !== undefined && env.SESSION_IDLE_HOURS > env.SESSION_HOURS)
      context.addIssue({
        code: 'custom',
        path: ['SESSION_IDLE_HOURS'],
        message: `must be at most SESSION_HOURS, which is ${env.SESSION_HOURS}`,
      })
    if (Boolean(env.ADMIN_EMAIL) !== Boolean(env.ADMIN_PASSWORD))
      context.addIssue({ code: 'custom', path: ['ADMIN_PASSWORD'], message: 'and ADMIN_EMAIL must be set together' })
    if (Boolean(env.SMTP_URL) !== Boolean(env.MAIL_FROM))
      context.addIssue({ code: 'custom', path: ['MAIL_FROM'], message: 'and SMTP_URL must be set together' })
    const oidc = [env.AUTH_OIDC_ISSUER, env.AUTH_OIDC_ID, env.AUTH_OIDC_SECRET].filter(Boolean).length
    if (oidc % 3 !== 0)
      context.addIssue({
        code: 'custom',
        path: ['AUTH_OIDC_ISSUER'],
        message: ', AUTH_OIDC_ID, and AUTH_OIDC_SECRET must be set together',
      })
  })

export type Env = z.output<typeof Env>

export class BadEnvironment extends Error {}

/** Parses process.env. An empty variable counts as absent. Throws BadEnvironment with one line per error. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const named = { HTTPS_PROXY: variables.https_proxy, NO_PROXY: variables.no_proxy, ...variables }
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Env.safeParse(given)
  if (parsed.success) return parsed.data
  throw new BadEnvironment(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'))
}

let current: Env | undefined

export function env(): Env {
  current ??= readEnv(process.env)
  return current
}
