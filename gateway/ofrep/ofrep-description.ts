import { z } from 'zod'
import { describeEndpoint } from '@/gateway/describe'
import type { Gateway } from '@/gateway/gateway'
import { pushPermissions } from '@/lib/prompts/content/attributes'
import { askPrompt } from '@/lib/prompts/serving/ask-prompt'
import { flagKeys } from './ofrep-answers'

// Schemas in the protocol's terms (OFREP 0.3.0). ofrep.ts checks requests itself, because errors have the protocol's
// form.

const version = z.string().optional()
const Evaluate = z
  .object({
    context: z.looseObject({
      targetingKey: z
        .string()
        .optional()
        .meta({
          description: 'The customer or the device. Required if the rollout is below 100%.',
          examples: ['customer-4711'],
        }),
      permission: z.enum(pushPermissions).optional().meta({
        description: 'The iOS authorization state. With any other value, Pushdesk doesn’t ask the customer.',
      }),
      timesAsked: z.int().min(0).optional().meta({
        description:
          'How often this customer was asked. A number, or a string that contains one. Pushdesk refuses other values.',
      }),
      lastDismissedAt: z.iso.datetime({ offset: true }).optional().meta({
        description:
          'When the customer last dismissed the prompt. Seconds or milliseconds since 1970 also work. Pushdesk refuses a time more than a day in the future.',
      }),
      locale: z.string().optional().meta({ description: 'A language tag, such as `zh-Hant-TW` or `de_AT`.' }),
      country: z
        .string()
        .optional()
        .meta({ description: 'ISO 3166-1 alpha-2.', examples: ['DE'] }),
      appVersion: version.meta({
        description: 'Any number of parts, compared one by one as numbers.',
        examples: ['5.12.0.3'],
      }),
      sdkVersion: version.meta({ examples: ['3.5.0'] }),
      osVersion: version.meta({ examples: ['17.4'] }),
    }),
  })
  .meta({
    id: 'EvaluateFlags',
    description:
      'The evaluation context: attributes that the prompt’s rules read. Rules refer to custom attributes by name. A name with dots is first looked up as one key and then as a path into nested objects.',
  })

const Evaluated = z
  .object({
    key: z.enum(flagKeys),
    value: z
      .unknown()
      .meta({ description: 'Whether to show the prompt. For the content flag: its text.', examples: [true] }),
    reason: z.enum(['STATIC', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'UNKNOWN']),
    variant: z.string(),
    metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).meta({
      description:
        '`decidedBy` names the step that decided. `unreadable` names the attributes that could not be read; no condition on them matches.',
    }),
  })
  .meta({ id: 'EvaluatedFlag' })

const Failure = z
  .object({ key: z.string().optional(), errorCode: z.string(), errorDetails: z.string().optional() })
  .meta({ id: 'FlagFailure' })

const EvaluatedAll = z
  .object({
    flags: z.array(z.union([Evaluated, Failure])),
    metadata: z.record(z.string(), z.string()).optional(),
    eventStreams: z.array(z.looseObject({ type: z.string() })).optional(),
  })
  .meta({ id: 'EvaluatedFlags' })

const age = {
  Age: 'Seconds since the database last confirmed the configuration behind the response. During a database outage, Pushdesk responds from memory.',
}

export function describeOfrep(gateway: Pick<Gateway, 'app'>) {
  const shared = { method: 'post', takes: askPrompt.takes, tag: 'Prompt', body: Evaluate } as const
  const wrong = { description: 'The context is missing or invalid.', schema: Failure }
  describeEndpoint(gateway, {
    ...shared,
    path: '/ofrep/v1/evaluate/flags/{key}',
    operationId: 'evaluateFlag',
    summary: 'Evaluate one flag',
    description:
      'Implements the OpenFeature Remote Evaluation Protocol 0.3.0, so any OpenFeature provider works. `push-permission-prompt` says whether to show the prompt. `push-permission-prompt-content` returns its text. A client that can’t reach Pushdesk doesn’t show the prompt.',
    params: z.object({ key: z.enum(flagKeys) }),
    answers: {
      200: { description: 'The flag’s value and the reason for it.', schema: Evaluated, headers: age },
      400: wrong,
      404: { description: 'No such flag exists.', schema: Failure },
    },
  })
  describeEndpoint(gateway, {
    ...shared,
    path: '/ofrep/v1/evaluate/flags',
    operationId: 'evaluateFlags',
    summary: 'Evaluate both flags',
    description:
      'The response has an `ETag`. Send it back as `If-None-Match` to get 304 if nothing changed. With `?eventStreams=1`, the response names the event stream.',
    answers: {
      200: {
        description: 'All flags.',
        schema: EvaluatedAll,
        headers: { ...age, ETag: 'The version of this response.' },
      },
      304: { description: 'Nothing changed for this context.' },
      400: wrong,
    },
  })
}
