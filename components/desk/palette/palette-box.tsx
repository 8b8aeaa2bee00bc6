'use client'

import { Command } from 'cmdk'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Place } from '@/components/desk/frame/places'
import { showTheme } from '@/components/desk/frame/theme'
import { guides } from '@/components/desk/guides'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Role } from '@/lib/staff/roles'
import { commandGroups, matchingCommands, type PaletteCommand } from './palette-commands'
import { type PaletteEntry, type PaletteGroup, PaletteItem, paletteGroup } from './palette-item'
import { paletteName, palettePlaceholder } from './palette-opening'
import { keydown, type PaletteState } from './use-palette'
import { usePaletteHits } from './use-palette-hits'
import { useRecentCustomers } from './use-recent-customers'

type Props = {
  palette: PaletteState
  input: RefObject<HTMLInputElement | null>
  companies: WorkspaceCompany[]
  place: Place | undefined
  role: Role
  showShortcuts: () => void
}

/**
 * Shows pages and actions, then look-up results. The first is selected until the person moves, and Enter waits for
 * results.
 */
export function PaletteBox({ palette, input, companies, place, role, showShortcuts }: Props) {
  const router = useRouter()
  const { typed, setTyped, setOpen } = palette
  const [moved, setMoved] = useState<string>()
  const [wanted, setWanted] = useState<string>()
  const groups = commandsFor({ companies, place, role, showShortcuts }, typed)
  const found = usePaletteHits(typed, place?.environment.id)
  const shown = [...useRecentCustomers(typed), ...groups, ...found.groups]
  const items = shown.flatMap((group) => group.items)
  const selected = items.find(({ value }) => value === moved) ?? items[0]
  useWaitingKeys(palette, input)

  function choose({ href, act }: PaletteEntry) {
    setOpen(false)
    act?.()
    if (href) router.push(href as Route)
  }

  // Enter was pressed before the results arrived. It opens the first result for exactly that text.
  useEffect(() => {
    if (wanted === undefined || (wanted === typed && found.isComing)) return
    setWanted(undefined)
    if (wanted === typed && selected) choose(selected)
  })

  function press(event: KeyboardEvent) {
    if (event.key !== 'Enter' || groups.length > 0 || !found.isComing) return
    event.preventDefault()
    setWanted(typed)
  }

  return (
    <Command
      shouldFilter={false}
      loop
      vimBindings={false}
      label={paletteName}
      value={selected?.value ?? ''}
      onValueChange={setMoved}
      onKeyDown={press}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        ref={input}
        value={typed}
        onValueChange={(next) => {
          setTyped(next)
          setMoved(undefined)
        }}
        placeholder={palettePlaceholder}
        className="h-12 w-full shrink-0 text-ellipsis border-b bg-transparent px-4 text-md outline-none"
      />
      <Command.List className="min-h-0 flex-1 overflow-y-auto p-2">
        {shown.map(({ heading, items }) => (
          <Command.Group key={heading} heading={heading} className={paletteGroup}>
            {items.map(({ href, act, ...item }) => (
              <PaletteItem key={item.value} {...item} onSelect={() => choose({ ...item, href, act })} />
            ))}
          </Command.Group>
        ))}
        {items.length === 0 && <p className="px-2 py-3 text-quiet">{found.isComing ? 'Searching…' : found.hint}</p>}
      </Command.List>
    </Command>
  )
}

type Given = Pick<Props, 'companies' | 'place' | 'role' | 'showShortcuts'>

function commandsFor({ companies, place, role, showShortcuts }: Given, typed: string): PaletteGroup[] {
  const acts: PaletteCommand[] = [
    { name: 'Light theme', words: 'looks', act: () => showTheme('light') },
    { name: 'Dark theme', words: 'looks', act: () => showTheme('dark') },
    ...guides.map(({ name, words, href }) => ({
      name,
      words,
      act: () => void window.open(href, '_blank', 'noreferrer'),
    })),
    { name: 'Keyboard shortcuts', words: 'help keys', act: showShortcuts },
  ]
  return matchingCommands(commandGroups({ companies, place, role, acts }), typed).map(({ heading, commands }) => ({
    heading,
    items: commands.map(({ name, detail, href, act }) => ({
      value: `${heading} ${name} ${detail ?? ''}`.trim(),
      title: name,
      place: detail,
      href,
      act,
    })),
  }))
}

/** Replays arrow and Enter keys pressed before the box was ready, in order, with the caret at the end. */
function useWaitingKeys({ takeWaiting }: PaletteState, input: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const box = input.current
    if (!box) return
    box.focus()
    box.setSelectionRange(box.value.length, box.value.length)
    // Each key depends on the result of the previous one, so flush after each. An effect may not flush directly.
    queueMicrotask(() => {
      for (const key of takeWaiting()) flushSync(() => box.dispatchEvent(keydown(key)))
    })
  }, [input, takeWaiting])
}
