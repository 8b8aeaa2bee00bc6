'use client'

import { Search } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { type ReactNode, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextField } from '@/components/ui/form/text-field'
import { useKeys } from '@/components/ui/use-keys'
import { plural } from '@/lib/format/number'
import { hasWords } from '@/lib/text/has-words'

const useFind = () => useQueryState('find', parseAsString.withDefault(''))

/** `apps`: the searchable text of each app. */
export function FindApps({ apps }: { apps: string[] }) {
  const [find, setFind] = useFind()
  const box = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => box.current?.focus() })
  const found = apps.filter((words) => hasWords(words, find)).length
  return (
    <search className="flex flex-wrap items-center gap-3">
      <TextField
        ref={box}
        label="Find an app or company"
        isLabelHidden
        placeholder="Find an app or company  /"
        icon={<Search aria-hidden />}
        aria-keyshortcuts="/"
        className="w-full sm:w-72"
        value={find}
        onChange={(event) => void setFind(event.target.value || null)}
      />
      <p aria-live="polite" className="text-quiet">
        {find ? `${found} of ${plural(apps.length, 'app')}` : plural(apps.length, 'app')}
      </p>
    </search>
  )
}

/** Renders its children if one of the texts matches the search. */
export function Found({ among, children }: { among: string[]; children: ReactNode }) {
  const [find] = useFind()
  return among.some((words) => hasWords(words, find)) ? children : null
}

export function NoneFound({ among }: { among: string[] }) {
  const [find, setFind] = useFind()
  if (among.some((words) => hasWords(words, find))) return null
  return (
    <EmptyState title="No apps match" action={<Button onClick={() => void setFind(null)}>Clear search</Button>}>
      Search by the name of an app or company, or by a bundle ID.
    </EmptyState>
  )
}
