'use client'

import { useQuery } from '@tanstack/react-query'
import { PencilLine } from 'lucide-react'
import { promptAct } from '@/app/(desk)/prompt/prompt-acts'
import type { PlaceInput } from '@/lib/prompts/at-place'

/** Well below the time after which the server forgets an editor. */
const paceMs = 4_000

/** Names the colleagues who have staged changes open here, and tells them of this page's own. */
export function EditorsNote({ input, isStaged }: { input: PlaceInput; isStaged: boolean }) {
  const { data } = useQuery({
    queryKey: ['prompt', 'editors', input, isStaged],
    queryFn: ({ signal }) => promptAct('editors', { ...input, isEditing: isStaged }, signal),
    placeholderData: (previous) => previous,
    refetchInterval: paceMs,
  })
  const names = data?.names ?? []
  return (
    <p role="status" className="flex items-center gap-2 text-quiet empty:hidden">
      {names.length > 0 && (
        <>
          <PencilLine aria-hidden className="size-3.5 shrink-0 text-accent-text" />
          {listed.format(names)} {names.length === 1 ? 'is' : 'are'} editing this
        </>
      )}
    </p>
  )
}

const listed = new Intl.ListFormat('en')
