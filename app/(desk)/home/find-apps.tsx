'use client'

import { parseAsString, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { plural } from '@/lib/format/number'
import { hasWords } from '@/lib/text/has-words'
import { FindAppsField } from './find-apps-field'

const useFind = () => useQueryState('find', parseAsString.withDefault(''))

/** `apps`: the searchable text of each app. */
export function FindApps({ apps }: { apps: string[] }) {
  const [find, setFind] = useFind()
  const found = apps.filter((words) => hasWords(words, find)).length
  return (
    <search className="flex flex-wrap items-center gap-3">
      <FindAppsField find={find} setFind={setFind} />
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
