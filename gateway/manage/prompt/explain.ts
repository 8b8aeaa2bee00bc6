import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { promptPlaceAt } from '@/lib/companies/at-slugs'
import { explainPrompt } from '@/lib/prompts/explain-prompt'
import { levelNames, promptPaths, promptTag, promptVerb } from './levels'

const Step = z.object({
  title: z.string(),
  sentence: z.string(),
  state: z.enum(['passed', 'decided', 'not_reached']),
  conditions: z.array(z.object({ sentence: z.string(), actual: z.string(), holds: z.boolean() })).optional(),
})

const Explanation = z
  .object({
    isAsked: z.boolean().nullable().meta({ description: 'Null: no decision, because the context isn’t valid.' }),
    verdict: z.string().meta({ examples: ['This customer is asked.'] }),
    decidedBy: z.string().meta({ examples: ['rule:dach', 'rollout'] }),
    steps: z.array(Step),
  })
  .meta({ id: 'PromptExplanation' })

export function registerPromptExplanation(gateway: Gateway) {
  for (const { level, name, path } of promptPaths)
    manage(
      gateway,
      {
        ...promptVerb(level, explainPrompt),
        method: 'post',
        path: `${path}/explain`,
        operationId: `explain${name}Prompt`,
        tag: promptTag,
        summary: `Find out whether a customer sees the prompt of ${levelNames[level]}, and why`,
        description: 'Evaluates the prompt as for a client and returns each step. Changes nothing.',
        body: z.strictObject({
          context: z.record(z.string(), z.unknown()).meta({
            description: 'An OpenFeature evaluation context.',
            examples: [
              { targetingKey: 'customer-42', appVersion: '5.1.0', country: 'DE', permission: 'notDetermined' },
            ],
          }),
          at: z
            .string()
            .optional()
            .meta({ description: 'RFC 3339. Absent: now.', examples: ['2030-01-31T12:00:00Z'] }),
          revision: z
            .int()
            .optional()
            .meta({ description: 'A past revision of this level. Absent: the configuration in effect.' }),
        }),
        answers: { 200: { description: 'The decision, step by step.', schema: Explanation } },
        mayBe: [409],
      },
      async ({ ctx, params, body }) => {
        const { steps, evaluation, verdict } = await explainPrompt(ctx, {
          ...(await promptPlaceAt(ctx, params)),
          ...body,
        })
        const isAsked = 'value' in evaluation ? evaluation.value : null
        return { status: 200, body: { isAsked, verdict, decidedBy: evaluation.decidedBy, steps } }
      },
    )
}
