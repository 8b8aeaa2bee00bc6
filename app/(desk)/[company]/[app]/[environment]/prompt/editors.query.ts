import { queryOptions } from '@tanstack/react-query'
import { askJson } from '@/components/desk/desk-fetch'
import type { seeEditors } from '@/lib/prompts/editors'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { listOf, object, resultOf, text } from '@/lib/shape'

const path = '/api/desk/prompt/editors'
/** Well below the time after which the server drops an editor. */
const paceMs = 4_000

const Editors = resultOf<ReturnType<typeof seeEditors>>()(object({ names: listOf(text) }))

type Asked = { input: PlaceInput; page: string; isStaged: boolean }

/** Lists others with unsaved changes in a place, and reports whether this page has any. */
export const editors = ({ input, page, isStaged }: Asked) =>
  queryOptions({
    queryKey: ['prompt', 'editors', input, page, isStaged],
    queryFn: ({ signal }) => askJson(path, Editors, { ...input, isEditing: isStaged, page }, signal),
    placeholderData: (previous) => previous,
    refetchInterval: paceMs,
  })

/**
 * Reports the end of editing while the page unloads. Nothing waits for the response, and no one could sign in again.
 */
export function endEditing(body: string) {
  fetch(path, { method: 'POST', body, keepalive: true }).catch(() => undefined)
}
