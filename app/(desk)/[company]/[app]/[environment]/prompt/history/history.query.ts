import { infiniteQueryOptions } from '@tanstack/react-query'
import { Changes } from '@/app/(desk)/prompt/shapes'
import { askJson } from '@/components/desk/desk-fetch'
import type { PromptContent } from '@/lib/prompts/content/content'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { compareRevisions, History, listRevisions } from '@/lib/prompts/list-revisions'
import { revisionKinds } from '@/lib/prompts/revision-labels'
import { flag, listOf, number, object, oneOf, orNull, resultOf, text, whole } from '@/lib/shape'

export type HistoryFilter = { authorName?: string; kind?: (typeof revisionKinds)[number] }

type Asked = { input: PlaceInput; filter: HistoryFilter; revision: number; first: History }

const Page = resultOf<typeof listRevisions>()(
  object({
    revisions: listOf(
      object({
        number,
        kind: oneOf(revisionKinds),
        authorName: text,
        approvedByName: orNull(text),
        comment: orNull(text),
        restoredFrom: orNull(number),
        origin: orNull(text),
        createdAt: text,
        content: orNull(whole<PromptContent>()),
        isReadable: flag,
        changes: Changes,
      }),
    ),
    upcoming: listOf(object({ at: text, what: text, timeZone: text })),
    authors: listOf(text),
    hasMore: flag,
  }),
)

/** A place's revisions, newest first. Without a filter, the page already contains the first ones. */
export const historyPages = ({ input, filter, revision, first }: Asked) =>
  infiniteQueryOptions({
    queryKey: ['prompt', 'revisions', input, filter, revision],
    queryFn: ({ pageParam, signal }): Promise<History> =>
      askJson('/api/desk/prompt/revisions', Page, { ...input, ...filter, before: pageParam }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.hasMore ? page.revisions.at(-1)?.number : undefined),
    ...(!filter.authorName && !filter.kind && { initialData: { pages: [first], pageParams: [undefined] } }),
    staleTime: Number.POSITIVE_INFINITY,
  })

const Compared = resultOf<typeof compareRevisions>()(object({ changes: Changes }))

export const comparedRevisions = (asked: Parameters<typeof compareRevisions>[1]) =>
  askJson('/api/desk/prompt/compare', Compared, asked)
