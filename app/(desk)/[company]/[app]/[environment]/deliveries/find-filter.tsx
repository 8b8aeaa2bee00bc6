'use client'

import { Search } from 'lucide-react'
import { useRef, useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { classNames } from '@/components/ui/class-names'
import { controlStyles } from '@/components/ui/form/field'
import { onDemand } from '@/components/ui/on-demand'
import { toast } from '@/components/ui/overlays/toast'
import { Spinner } from '@/components/ui/spinner'
import { resolveFilterAction } from './actions'
import type { FoundChoices } from './find-choices'
import type { FilterParams } from './search-params'

const FindChoices = onDemand(() => import('./find-choices').then((loaded) => loaded.FindChoices))

type Props = { environmentId: string; setFilters: (change: Partial<FilterParams>) => unknown }

/** One box for any ID. The server resolves it and returns choices if it's ambiguous. */
export function FindFilter({ environmentId, setFilters }: Props) {
  const [text, setText] = useState('')
  const [found, setFound] = useState<FoundChoices>()
  const box = useRef<HTMLInputElement>(null)
  const [isPending, startTransition] = useTransition()
  function choose(filter: Partial<FilterParams>) {
    setText('')
    setFound(undefined)
    setFilters(filter)
  }
  // Read the form, because text typed before hydration isn't in the state.
  function find(form: FormData) {
    const given = String(form.get('text'))
    if (!given.trim()) return
    startTransition(async () => {
      const answer = await acted(() => resolveFilterAction(environmentId, given))
      if (!answer.ok) return toast.failure('Couldn’t look this up', { description: answer.message })
      if (answer.result.filter) choose(answer.result.filter)
      else setFound(answer.result)
    })
  }
  return (
    <form action={find} className="relative min-w-0 flex-1 basis-64 sm:max-w-96">
      <span className="pointer-events-none absolute top-2.5 left-2.5 text-faint">
        {isPending ? <Spinner /> : <Search aria-hidden className="size-3.5" />}
      </span>
      <input
        ref={box}
        type="search"
        name="text"
        aria-label="Filter by user ID, device, notification, or conversation"
        placeholder="Filter by user ID, device, or conversation"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={() => void FindChoices.preload()}
        autoComplete="off"
        spellCheck={false}
        className={classNames(controlStyles, 'h-8 pl-8')}
      />
      {found && <FindChoices anchor={box} found={found} choose={choose} close={() => setFound(undefined)} />}
    </form>
  )
}
