import { queryOptions } from '@tanstack/react-query'
import { askJson } from '@/components/desk/desk-fetch'
import { paced } from '@/components/desk/paced'
import type { promptResults } from '@/lib/prompts/prompt-results'
import { listOf, number, object, oneOf, resultOf, text } from '@/lib/shape'

const paceMs = 10_000

const Results = resultOf<typeof promptResults>()(
  object({
    funnels: listOf(
      object({
        revision: text,
        label: text,
        counts: object({
          eligible: number,
          displayed: number,
          accepted: number,
          dismissed: number,
          system_authorized: number,
          system_denied: number,
          registered: number,
        }),
      }),
    ),
    days: listOf(
      object({
        day: text,
        kind: oneOf(['displayed', 'accepted', 'dismissed', 'system_authorized', 'system_denied']),
        events: number,
      }),
    ),
    marks: listOf(object({ day: text, label: text, authorName: text })),
  }),
)

/** Results of each revision in an environment. */
export const results = (environmentId: string) =>
  queryOptions({
    queryKey: ['prompt', 'results', environmentId],
    ...paced(paceMs, (signal) => askJson('/api/desk/prompt/results', Results, { environmentId }, signal)),
  })
