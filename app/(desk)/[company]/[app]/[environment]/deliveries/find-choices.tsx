'use client'

import type { RefObject } from 'react'
import { NoMatch } from '@/components/look-up/no-match'
import { PopoverPanel } from '@/components/ui/overlays/popover-panel'
import { Outside } from '@/components/ui/text/outside'
import type { resolveFilterAction } from './actions'
import type { FilterParams } from './search-params'

export type FoundChoices = Extract<Awaited<ReturnType<typeof resolveFilterAction>>, { ok: true }>['result']

type Props = {
  anchor: RefObject<HTMLElement | null>
  found: FoundChoices
  choose: (filter: Partial<FilterParams>) => void
  close: () => void
}

/** Lists the choices when the text matches several things or nothing in this environment. */
export function FindChoices({ anchor, found, choose, close }: Props) {
  return (
    <PopoverPanel
      anchor={anchor}
      isOpen
      setOpen={(isOpen) => !isOpen && close()}
      title={found.choices.length ? 'Several match. Choose one.' : 'Nothing in this environment has this ID'}
      align="start"
    >
      <Choices found={found} choose={choose} />
    </PopoverPanel>
  )
}

function Choices({ found, choose }: { found: FoundChoices; choose: (filter: Partial<FilterParams>) => void }) {
  if (found.noMatch) return <NoMatch noMatch={found.noMatch} />
  if (found.choices.length === 0) return <p>Enter a full ID, or more of it.</p>
  return (
    <ul className="flex w-96 max-w-full flex-col">
      {found.choices.map(({ title, detail, matched, filter }) => (
        <li key={`${title} ${JSON.stringify(filter)}`}>
          <button
            type="button"
            onClick={() => choose(filter)}
            className="flex w-full flex-col rounded-control px-2 py-1.5 text-left hover:bg-pressed focus-visible:bg-pressed"
          >
            <span className="w-full truncate font-medium">
              <Outside>{title}</Outside>
            </span>
            <span className="text-faint text-sm">
              <Outside>{`${detail} · ${matched}`}</Outside>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
