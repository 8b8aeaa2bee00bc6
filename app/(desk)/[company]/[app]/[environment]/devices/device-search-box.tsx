'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryStates } from 'nuqs'
import { useEffect, useRef, useState, useTransition } from 'react'
import { lookUpQuery } from '@/components/look-up/look-up.query'
import { LookUpHits } from '@/components/look-up/look-up-hits'
import { useSettled } from '@/components/look-up/use-settled'
import { keepWhyName, whyHref } from '@/components/look-up/why-name'
import { TextField } from '@/components/ui/form/text-field'
import { Spinner } from '@/components/ui/spinner'
import { useKeys } from '@/components/ui/use-keys'
import { mayBeInUrl } from '@/lib/pasted/may-be-in-url'

/**
 * Filters the list by short texts, through the URL. Looks up whole tokens and email addresses without putting them
 * there.
 */
export function DeviceSearchBox({ environmentId }: { environmentId: string }) {
  const router = useRouter()
  const client = useQueryClient()
  const [isPending, startTransition] = useTransition()
  const [{ q }, setSearch] = useQueryStates(
    { q: parseAsString.withDefault(''), after: parseAsString },
    { shallow: false, history: 'replace', startTransition },
  )
  const [text, setText] = useState(q)
  const settled = useSettled(text).trim()
  const isPrivate = !mayBeInUrl(settled)
  const found = useQuery({ ...lookUpQuery({ text: settled, environmentId }), enabled: isPrivate })

  const wanted = isPrivate ? '' : settled
  const asked = useRef(q)
  const isLeaving = useLinkFollowed(text)
  useEffect(() => {
    // A link was followed. Changing the URL now would cancel that navigation.
    if (wanted === asked.current || isLeaving.current) return
    asked.current = wanted
    setSearch({ q: wanted || null, after: null })
  }, [wanted, setSearch, isLeaving])

  // The URL changed elsewhere: Back was pressed or a chip was removed.
  useEffect(() => {
    if (q === asked.current) return
    asked.current = q
    setText(q)
  }, [q])

  /** Opens the first hit for the exact text, or the diagnosis if there is none, even before the search has finished. */
  async function openFirstHit() {
    const pasted = text.trim()
    if (!pasted) return
    const { groups, noMatch } = await client.fetchQuery(lookUpQuery({ text: pasted, environmentId }))
    const [first] = groups.flatMap(({ hits }) => hits)
    // A short text filters the list, which already shows the hits.
    if (first && mayBeInUrl(pasted)) return
    if (first) return router.push(first.href as Route)
    const [why] = noMatch?.why ?? []
    if (!noMatch || !why) return
    keepWhyName(client, noMatch)
    router.push(whyHref(noMatch, why.path) as Route)
  }

  useKeys({ '/': () => document.getElementById('device-search')?.focus() })

  const isBusy = isPending || (isPrivate && found.isFetching)
  return (
    <search className="flex flex-col gap-3">
      <form action={openFirstHit} className="relative">
        <TextField
          id="device-search"
          label="Find a device"
          isLabelHidden
          type="search"
          icon={isBusy ? <Spinner /> : <Search aria-hidden />}
          placeholder="User ID or part of it, token, UUID, or any ID"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-keyshortcuts="/"
        />
      </form>
      {isPrivate && (
        <div aria-live="polite" className="flex flex-col gap-2 rounded-surface border bg-neutral-2 p-3">
          {found.data && <LookUpHits answer={found.data} />}
          {found.isPending && <p className="text-quiet">Searching…</p>}
          {found.error && <p className="text-danger-text">{found.error.message}</p>}
          <p className="text-faint text-sm">Kept out of the URL because it may contain a token or an email address.</p>
        </div>
      )}
    </search>
  )
}

/** Whether a link to another page was clicked since the text last changed. */
function useLinkFollowed(text: string) {
  const isFollowed = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing on means staying
  useEffect(() => {
    isFollowed.current = false
    const follow = ({ target, ctrlKey, metaKey, shiftKey }: MouseEvent) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null
      const isNewTab = ctrlKey || metaKey || shiftKey
      if (link && !isNewTab && link.pathname !== location.pathname) isFollowed.current = true
    }
    document.addEventListener('click', follow, true)
    return () => document.removeEventListener('click', follow, true)
  }, [text])
  return isFollowed
}
