'use client'

import { useEffect, useMemo, useState } from 'react'
import type { FieldErrors } from '@/lib/errors'
import { changesBetween } from '@/lib/prompts/changes'
import type { PromptContent } from '@/lib/prompts/content'

/** Staged, not saved: what is edited here reaches no phone before it is reviewed. */
export type Draft = {
  content: PromptContent | null
  /** What is shown while the place inherits. */
  shown: PromptContent
  isStaged: boolean
  count: number
  origin: { kind: 'save' | 'restore' | 'import'; restoredFrom?: number }
  errorsAt: (path: string) => string[] | undefined
  change: (edit: (content: PromptContent) => PromptContent) => void
  replace: (content: PromptContent | null, origin?: Draft['origin']) => void
  discard: () => void
  setErrors: (fields: FieldErrors) => void
}

export function useDraft({ saved, inherited }: { saved: PromptContent | null; inherited: PromptContent }): Draft {
  const [content, setContent] = useState(saved)
  const [origin, setOrigin] = useState<Draft['origin']>({ kind: 'save' })
  const [errors, setErrors] = useState<FieldErrors>({})
  const count = useMemo(() => {
    const inherits = (saved === null) !== (content === null)
    return changesBetween(saved ?? inherited, content ?? inherited).length + Number(inherits)
  }, [saved, inherited, content])

  useEffect(() => {
    if (count === 0) return
    const keep = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', keep)
    return () => window.removeEventListener('beforeunload', keep)
  }, [count])

  return {
    content,
    shown: content ?? inherited,
    isStaged: count > 0,
    count,
    origin,
    errorsAt: (path) => {
      const found = Object.entries(errors).filter(
        ([at]) => at === `content.${path}` || at.startsWith(`content.${path}.`),
      )
      return found.length ? found.flatMap(([, messages]) => messages) : undefined
    },
    change: (edit) => {
      setContent((now) => edit(now ?? inherited))
      setErrors({})
    },
    replace: (next, from = { kind: 'save' }) => {
      setContent(next)
      setOrigin(from)
      setErrors({})
    },
    discard: () => {
      setContent(saved)
      setOrigin({ kind: 'save' })
      setErrors({})
    },
    setErrors,
  }
}
