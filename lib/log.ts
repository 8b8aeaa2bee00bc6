import { pino } from 'pino'
import { env } from './env'
import { loggedError } from './logged-error'
import { withoutSecrets } from './without-secrets'

/** Logs JSON lines to standard output. Addresses, payloads, and secrets stay out. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: loggedError },
  hooks: { streamWrite: withoutSecrets },
})
