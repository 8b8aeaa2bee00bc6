'use client'

import { useQuery } from '@tanstack/react-query'
import { PencilLine } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatList } from '@/lib/format/list'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { editors, endEditing } from './editors.query'

/** Names colleagues with unsaved changes here, and reports when this page starts and stops editing. */
export function EditorsNote({ input, isStaged }: { input: PlaceInput; isStaged: boolean }) {
  const [page] = useState(() => crypto.randomUUID())
  const { data } = useQuery(editors({ input, page, isStaged }))
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

/** Reports that editing has ended when a page with unsaved changes is left. */
function useEndOfEditing({ input, page, isStaged }: { input: PlaceInput; page: string; isStaged: boolean }) {
  const body = JSON.stringify({ ...input, isEditing: false, page })
  useEffect(() => {
    if (!isStaged) return
    const say = () => endEditing(body)
    window.addEventListener('pagehide', say)
    return () => {
      window.removeEventListener('pagehide', say)
      say()
    }
  }, [body, isStaged])
}
