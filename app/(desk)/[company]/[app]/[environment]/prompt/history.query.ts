import { infiniteQueryOptions } from '@tanstack/react-query'
import { promptAct } from '@/app/(desk)/prompt/prompt-acts'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { History, ShownRevision } from '@/lib/prompts/list-revisions'

export const revisionKinds = [
  'save',
  'off',
  'undo',
  'restore',
  'import',
  'schedule',
] as const satisfies readonly ShownRevision['kind'][]
export type HistoryFilter = { authorName?: string; kind?: (typeof revisionKinds)[number] }

type Asked = { input: PlaceInput; filter: HistoryFilter; revision: number; first: History }

/** A place's revisions, newest first; without a filter the page came with the first of them. */
export const historyPages = ({ input, filter, revision, first }: Asked) =>
  infiniteQueryOptions({
    queryKey: ['prompt', 'revisions', input, filter, revision],
    queryFn: async ({ pageParam, signal }) => {
      const page = await promptAct('revisions', { ...input, ...filter, before: pageParam }, signal)
      return page as History // instants are text in it already
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.hasMore ? page.revisions.at(-1)?.number : undefined),
    ...(!filter.authorName && !filter.kind && { initialData: { pages: [first], pageParams: [undefined] } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
