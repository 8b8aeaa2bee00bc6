import { queryOptions } from '@tanstack/react-query'
import { askJson } from '@/components/desk/desk-fetch'
import { paced } from '@/components/desk/paced'
import type { currentRevision } from '@/lib/prompts/current-revision'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { promptPropagation } from '@/lib/prompts/prompt-results'
import { flag, instant, listOf, number, object, optional, resultOf, text } from '@/lib/shape'

const paceMs = 3_000
/** Small and frequent, so that no one keeps editing an outdated revision for long. */
const presentMs = 1_000

const Propagation = resultOf<typeof promptPropagation>()(
  object({
    apps: listOf(
      object({
        environmentId: text,
        name: text,
        isFromHere: flag,
        clients: number,
        received: number,
        byStream: number,
        lastSeenAt: optional(text),
      }),
    ),
    windowDays: number,
  }),
)

/** `revision`: the one in effect on the page. After a save, counts of the revision before are no longer shown. */
export const propagationKey = (input: PlaceInput, revision: string) =>
  ['prompt', 'propagation', input, revision] as const

/** How many clients fetched the configuration in effect. The number grows after each save. */
export const propagation = (input: PlaceInput, revision: string) =>
  queryOptions({
    queryKey: propagationKey(input, revision),
    ...paced(paceMs, (signal) => askJson('/api/desk/prompt/propagation', Propagation, input, signal)),
  })

const Present = resultOf<typeof currentRevision>()(
  object({
    revision: number,
    lastSave: optional(object({ number, authorName: text, isOwn: flag, createdAt: instant })),
  }),
)

/** A place's current revision, so that an open page notices a newer one. */
export const currentRevisionQuery = (input: PlaceInput) =>
  queryOptions({
    queryKey: ['prompt', 'present', input],
    queryFn: ({ signal }) => askJson('/api/desk/prompt/present-revision', Present, input, signal),
    refetchInterval: presentMs,
  })
