import { z } from 'zod'
import { formatNumber } from '@/lib/format/number'
import { inEnvironment } from '@/lib/scope'
import { EndpointAuth } from './endpoint-auth'
import { CaCertificate, ClientCertificate } from './endpoint-tls'
import { EndpointUrl } from './endpoint-url'
import { RetryScheduleInput } from './retry-input'
import { checkTemplate } from './template'

const whole = (max: number) =>
  z
    .int('Enter a whole number.')
    .min(1, 'Enter at least 1.')
    .max(max, `Enter at most ${formatNumber(max)}.`)

/** Limits of the company's server. Absent: unchanged. */
export const endpointLimits = z.object({
  concurrencyMax: whole(1_000).optional(),
  /** Null: no fixed limit. */
  ratePerSecondMax: whole(10_000).nullable().optional(),
})

export const SaveEndpoint = inEnvironment({
  url: EndpointUrl,
  /** Absent: the authentication is unchanged. */
  auth: EndpointAuth.optional(),
  /** Absent: unchanged. Null: none. */
  clientCertificate: ClientCertificate.nullable().optional(),
  caCertificate: CaCertificate.nullable().optional(),
  /** Empty or null: the default body. */
  bodyTemplate: z
    .string()
    .nullish()
    .transform((text) => (text?.trim() ? text : null))
    .superRefine((text, context) => {
      for (const message of text ? checkTemplate(text) : []) context.addIssue({ code: 'custom', message })
    }),
  usedFor: z.enum(['uuid', 'all'], 'Choose what the company API is used for.'),
  ...endpointLimits.shape,
  /** Absent: unchanged. */
  retry: RetryScheduleInput.optional(),
})
