'use client'

import { useQuery } from '@tanstack/react-query'
import { PencilLine } from 'lucide-react'
import { useEffect, useState } from 'react'
import { promptAct } from '@/app/(desk)/prompt/prompt-acts'
import { formatList } from '@/lib/format/list'
import type { PlaceInput } from '@/lib/prompts/at-place'

/** Well below the time after which the server forgets an editor. */
const paceMs = 4_000

/** Names the colleagues who have unsaved changes open here, and tells them of this page's own, and of their end. */
export function EditorsNote({ input, isStaged }: { input: PlaceInput; isStaged: boolean }) {
  const [page] = useState(() => crypto.randomUUID())
  const { data } = useQuery({
    queryKey: ['prompt', 'editors', input, page, isStaged],
    queryFn: ({ signal }) => promptAct('editors', { ...input, isEditing: isStaged, page }, signal),
    placeholderData: (previous) => previous,
    refetchInterval: paceMs,
  })
  useEndOfEditing({ input, page, isStaged })
  const names = data?.names ?? []
  return (
    <p role="status" className="flex items-center gap-2 text-quiet empty:hidden">
      {names.length > 0 && (
        <>
          <PencilLine aria-hidden className="size-3.5 shrink-0 text-accent-text" />
          {formatList(names)} {names.length === 1 ? 'is' : 'are'} editing this
        </>
      )}
    </p>
  )
}

/** A page that is left with unsaved changes is no longer being edited. */
function useEndOfEditing({ input, page, isStaged }: { input: PlaceInput; page: string; isStaged: boolean }) {
  const body = JSON.stringify({ ...input, isEditing: false, page })
  useEffect(() => {
    if (!isStaged) return
    const say = () =>
      void fetch('/api/desk/prompt/editors', { method: 'POST', body, keepalive: true }).catch(() => undefined)
    window.addEventListener('pagehide', say)
    return () => {
      window.removeEventListener('pagehide', say)
      say()
    }
  }, [body, isStaged])
}
