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
  /** Replaces the whole of the saved content. Returns false if both are equal, so that nothing is unsaved. */
  replace: (content: PromptContent | null, origin?: Draft['origin']) => boolean
  /** Moves the draft to a newer revision with the resolved conflict. Returns false if nothing is left to save. */
  rebase: (onto: StoredDraft['base'], prefer: 'mine' | 'theirs') => boolean
  discard: () => void
  setErrors: (fields: FieldErrors) => void
}

type Saved = { revision: number; content: PromptContent | null }

/** Holds what a person changed, with the revision it's based on. Until they change something, the saved content shows. */
export function useDraft({ key, saved, inherited }: { key: string; saved: Saved; inherited: PromptContent }): Draft {
  const [staged, setStaged] = useState<StoredDraft>()
  const [errors, setErrors] = useState<FieldErrors>({})
  const [restoredFrom, setRestoredFrom] = useState<string>()
  const [isRead, setRead] = useState(false)
  const { base, content, origin } = staged ?? draftOf(saved)
  const count = useMemo(
    () => (staged ? changesFrom(staged.base.content, staged.content, { inherited }).length : 0),
    [staged, inherited],
  )
  // Typed and taken back: nothing is left that would hold the page at an earlier revision.
  if (staged && count === 0) forget()

  useEffect(() => {
    const kept = readDraft(sessionStorage, key)
    setStaged(kept)
    setRestoredFrom(kept?.at)
    setRead(true)
  }, [key])

  useEffect(() => {
    if (!isRead) return
    if (staged) storeDraft(sessionStorage, key, staged)
    else sessionStorage.removeItem(key)
  }, [isRead, key, staged])

  // Ask before the tab closes, because the stored draft is lost with it.
  useEffect(() => {
    if (count === 0) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [count])

  function stage(edit: (draft: StoredDraft) => StoredDraft) {
    const at = new Date().toISOString()
    setStaged((now) => edit({ ...(now ?? draftOf(saved)), at }))
    setErrors({})
  }

  function forget() {
    setStaged(undefined)
    setErrors({})
    setRestoredFrom(undefined)
  }

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
    change: (edit) => stage((draft) => ({ ...draft, content: edit(draft.content ?? inherited) })),
    replace: (next, from = { kind: 'save' }) => {
      stage((draft) => ({ ...draft, base: saved, content: next, origin: from }))
      return changesFrom(saved.content, next, { inherited }).length > 0
    },
    rebase: (onto, prefer) => {
      const resolved = resolveContents({ base: base.content, mine: content, theirs: onto.content, inherited, prefer })
      stage((draft) => ({ ...draft, base: onto, content: resolved }))
      return changesFrom(onto.content, resolved, { inherited }).length > 0
    },
    discard: forget,
    setErrors,
  }
}

const draftOf = (saved: Saved): StoredDraft => ({
  base: saved,
  content: saved.content,
  origin: { kind: 'save' },
  at: '',
})
