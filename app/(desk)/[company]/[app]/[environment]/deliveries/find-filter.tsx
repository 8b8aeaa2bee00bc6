'use client'

import { Search } from 'lucide-react'
import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { classNames } from '@/components/ui/class-names'
import { controlStyles } from '@/components/ui/field'
import { Spinner } from '@/components/ui/spinner'
import { toast } from '@/components/ui/toast'
import { resolveFilter } from './actions'
import type { FilterParams } from './search-params'

type Props = { environmentId: string; setFilters: (change: Partial<FilterParams>) => unknown }

/** One box for whatever somebody has in hand; the server finds out what it names. */
export function FindFilter({ environmentId, setFilters }: Props) {
  const [text, setText] = useState('')
  const [isPending, startTransition] = useTransition()
  // From the form: what was typed before the scripts were loaded is not in the state.
  function find(form: FormData) {
    const given = String(form.get('text'))
    if (!given.trim()) return
    startTransition(async () => {
      const found = await acted(resolveFilter(environmentId, given))
      if (!found.ok) return toast.failure(found.message)
      setText('')
      setFilters(found.result)
    })
  }
  return (
    <form action={find} className="relative min-w-0 flex-1 basis-64 sm:max-w-96">
      <span className="pointer-events-none absolute top-2.5 left-2.5 text-faint">
        {isPending ? <Spinner /> : <Search aria-hidden className="size-3.5" />}
      </span>
      <input
        type="search"
        name="text"
        aria-label="Filter by user ID, device, notification, or conversation"
        placeholder="Filter by user ID, device, or conversation"
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        className={classNames(controlStyles, 'h-8 pl-8')}
      />
    </form>
  )
}
