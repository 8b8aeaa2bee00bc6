import { queryOptions } from '@tanstack/react-query'
import { askJson } from '@/components/desk/desk-fetch'
import type { seeEditors } from '@/lib/prompts/editors'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { listOf, object, resultOf, text } from '@/lib/shape'

const path = '/api/desk/prompt/editors'
/** Well below the time after which the server forgets an editor. */
const paceMs = 4_000

const Editors = resultOf<ReturnType<typeof seeEditors>>()(object({ names: listOf(text) }))

type Asked = { input: PlaceInput; page: string; isStaged: boolean }

/** Who else has unsaved changes of a place open; tells of this page's own. */
export const editors = ({ input, page, isStaged }: Asked) =>
  queryOptions({
    queryKey: ['prompt', 'editors', input, page, isStaged],
    queryFn: ({ signal }) => askJson(path, Editors, { ...input, isEditing: isStaged, page }, signal),
    placeholderData: (previous) => previous,
    refetchInterval: paceMs,
  })

/** For a page that is being left, where no one waits for the response or could sign in again. */
export function endEditing(body: string) {
  fetch(path, { method: 'POST', body, keepalive: true }).catch(() => undefined)
}
