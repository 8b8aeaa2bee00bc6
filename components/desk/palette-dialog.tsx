'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Role } from '@/lib/staff/roles'
import { classNames } from '../ui/class-names'
import { backdrop } from '../ui/floating'
import { commandGroups, matchingCommands, type PaletteCommand } from './palette-commands'
import { PaletteHits } from './palette-hits'
import { PaletteItem, paletteGroup } from './palette-item'
import type { Place } from './place'
import { showTheme } from './theme'

type Props = {
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
  companies: WorkspaceCompany[]
  place: Place | undefined
  role: Role
  showShortcuts: () => void
}

export function PaletteDialog({ isOpen, setOpen, ...rest }: Props) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdrop} />
        <Dialog.Popup
          aria-label="Find or paste anything"
          className={classNames(
            'fixed top-[min(12dvh,120px)] left-1/2 z-50 flex max-h-[min(70dvh,560px)] w-[calc(100vw-2rem)] max-w-[640px] -translate-x-1/2 flex-col overflow-hidden rounded-surface border border-line-strong bg-raised shadow-float outline-none transition-[opacity,scale] data-starting-style:scale-98 data-ending-style:opacity-0 data-starting-style:opacity-0',
          )}
        >
          <PaletteBox {...rest} close={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function PaletteBox({
  companies,
  place,
  role,
  showShortcuts,
  close,
}: Omit<Props, 'isOpen' | 'setOpen'> & { close: () => void }) {
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const acts: PaletteCommand[] = [
    { name: 'Light theme', words: 'looks', act: () => showTheme('light') },
    { name: 'Dark theme', words: 'looks', act: () => showTheme('dark') },
    { name: 'Keyboard shortcuts', words: 'help keys', act: showShortcuts },
  ]
  const groups = matchingCommands(commandGroups({ companies, place, role, acts }), typed)

  function choose({ href, act }: { href?: string; act?: () => void }) {
    close()
    act?.()
    if (href) router.push(href as Route)
  }

  return (
    <Command shouldFilter={false} loop label="Find or paste anything" className="flex min-h-0 flex-col">
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder="A page, an action, or a user id, token, UUID, apns-id, message id"
        className="h-12 w-full shrink-0 border-b bg-transparent px-4 text-md outline-none"
      />
      <Command.List className="min-h-0 flex-1 overflow-y-auto p-2">
        {typed.trim().length > 1 && <PaletteHits text={typed.trim()} choose={choose} hasCommands={groups.length > 0} />}
        {groups.map(({ heading, commands }) => (
          <Command.Group key={heading} heading={heading} className={paletteGroup}>
            {commands.map((command) => (
              <PaletteItem
                key={`${command.name} ${command.href}`}
                value={`${heading} ${command.name} ${command.detail ?? ''}`}
                title={command.name}
                place={command.detail}
                onSelect={() => choose(command)}
              />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}
