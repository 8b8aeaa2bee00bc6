import { queryOptions } from '@tanstack/react-query'
import { askJson } from '@/components/desk/desk-fetch'
import type { explainPrompt } from '@/lib/prompts/explain-prompt'
import type { listRecentClients } from '@/lib/prompts/list-recent-clients'
import { anything, flag, listOf, object, oneOf, optional, recordOf, resultOf, type Shaped, text } from '@/lib/shape'

const PromptExplanation = resultOf<typeof explainPrompt>()(
  object({
    steps: listOf(
      object({
        title: text,
        sentence: text,
        state: oneOf(['passed', 'decided', 'not_reached']),
        conditions: optional(listOf(object({ sentence: text, actual: text, holds: flag }))),
      }),
    ),
    evaluation: object({ value: optional(flag), reason: optional(text), error: optional(text) }),
    verdict: text,
    words: object({ locale: text, title: text }),
  }),
)
export type PromptExplanation = Shaped<typeof PromptExplanation>

/**
 * @param asked the command's input as JSON, so that equal inputs compare as equal while someone types
 * @param revision the newest one, because each save may change the result
 */
export const explanation = (asked: string, revision: number) =>
  queryOptions({
    queryKey: ['prompt', 'explain', asked, revision],
    queryFn: ({ signal }) => askJson('/api/desk/prompt/explain', PromptExplanation, JSON.parse(asked), signal),
    placeholderData: (previous) => previous,
  })

const Clients = resultOf<typeof listRecentClients>()(
  listOf(object({ targetingKey: text, context: recordOf(anything), value: text, lastAt: text })),
)

export const recentClientsQuery = (environmentId: string) =>
  queryOptions({
    queryKey: ['prompt', 'recent-clients', environmentId],
    queryFn: ({ signal }) => askJson('/api/desk/prompt/recent-clients', Clients, { environmentId }, signal),
  })
