'use client'

import { useEffect, useMemo, useState } from 'react'
import type { FieldErrors } from '@/lib/errors'
import { changesFrom } from '@/lib/prompts/changes/changes'
import { resolveContents } from '@/lib/prompts/changes/merge'
import type { PromptContent } from '@/lib/prompts/content/content'
import { readDraft, type StoredDraft, storeDraft } from './draft-storage'

/** Unsaved changes. No client receives them before they are reviewed and saved. */
export type Draft = {
  content: PromptContent | null
  /** The content to show. Inherited content if the level isn't customized. */
  shown: PromptContent
  isStaged: boolean
  count: number
  /** The revision that the draft is based on. */
  baseRevision: number
  origin: StoredDraft['origin']
  /** When the draft was last edited, if an earlier page of this tab stored it. */
  restoredFrom: string | undefined
  errorsAt: (path: string) => string[] | undefined
  change: (edit: (content: PromptContent) => PromptContent) => void
  /** Returns false if the content equals the saved one, so that nothing is unsaved. */
  replace: (content: PromptContent | null, origin?: Draft['origin']) => boolean
  /** Moves the draft to a newer revision with the resolved conflict. Returns false if nothing is left to save. */
  rebase: (onto: StoredDraft['base'], prefer: 'mine' | 'theirs') => boolean
  discard: () => void
  setErrors: (fields: FieldErrors) => void
}

type Saved = { revision: number; content: PromptContent | null }

export function useDraft({ key, saved, inherited }: { key: string; saved: Saved; inherited: PromptContent }): Draft {
  const [base, setBase] = useState(saved)
  const [content, setContent] = useState(saved.content)
  const [origin, setOrigin] = useState<Draft['origin']>({ kind: 'save' })
  const [errors, setErrors] = useState<FieldErrors>({})
  const [restoredFrom, setRestoredFrom] = useState<string>()
  const [isRead, setRead] = useState(false)
  const count = useMemo(() => changesFrom(base.content, content, { inherited }).length, [base, inherited, content])

  useEffect(() => {
    const kept = readDraft(sessionStorage, key)
    if (kept) {
      setBase(kept.base)
      setContent(kept.content)
      setOrigin(kept.origin)
      setRestoredFrom(kept.at)
    }
    setRead(true)
  }, [key])

  useEffect(() => {
    if (!isRead) return
    if (count > 0) storeDraft(sessionStorage, key, { base, content, origin, at: new Date().toISOString() })
    else sessionStorage.removeItem(key)
  }, [isRead, key, base, content, origin, count])

  // Ask before the tab closes, because the stored draft is lost with it.
  useEffect(() => {
    if (count === 0) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [count])

  return {
    content,
    shown: content ?? inherited,
    isStaged: count > 0,
    count,
    baseRevision: base.revision,
    origin,
    restoredFrom,
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
      return changesFrom(base.content, next, { inherited }).length > 0
    },
    rebase: (onto, prefer) => {
      const resolved = resolveContents({ base: base.content, mine: content, theirs: onto.content, inherited, prefer })
      setContent(resolved)
      setBase(onto)
      setErrors({})
      return changesFrom(onto.content, resolved, { inherited }).length > 0
    },
    discard: () => {
      // Update storage synchronously, because the caller may reload the page before effects run.
      sessionStorage.removeItem(key)
      setBase(saved)
      setContent(saved.content)
      setOrigin({ kind: 'save' })
      setErrors({})
      setRestoredFrom(undefined)
    },
    setErrors,
  }
}
