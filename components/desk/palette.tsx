'use client'

import { Search } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Role } from '@/lib/staff/roles'
import { Kbd } from '../ui/kbd'
import { onDemand } from '../ui/on-demand'
import { useKeys } from '../ui/use-keys'
import type { Place } from './place'

const PaletteDialog = onDemand(() => import('./palette-dialog').then((loaded) => loaded.PaletteDialog))
const ShortcutList = onDemand(() => import('./shortcut-list').then((loaded) => loaded.ShortcutList))

type Props = { companies: WorkspaceCompany[]; place: Place | undefined; role: Role }

/** The look-up box, and what Ctrl/⌘ K opens on every page. */
export function Palette({ companies, place, role }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [hasOpened, setOpened] = useState(false)
  const [isListOpen, setListOpen] = useState<boolean>()

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      setOpened(true)
      setOpen((was) => !was)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  useKeys({ '?': () => setListOpen(true) })

  function open() {
    setOpened(true)
    setOpen(true)
  }

  return (
    <>
      <button
        type="button"
        aria-label="Find or paste anything"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={open}
        onPointerEnter={PaletteDialog.preload}
        onFocus={PaletteDialog.preload}
        className="ml-auto flex h-8 w-8 shrink-0 items-center justify-center gap-2 rounded-control border border-line-control bg-raised text-faint transition-colors hover:border-neutral-7 sm:w-64 sm:justify-start sm:px-2.5"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="hidden flex-1 text-left sm:inline">Find or paste anything</span>
        <span className="hidden sm:inline">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <Suspense>
        {hasOpened && (
          <PaletteDialog
            isOpen={isOpen}
            setOpen={setOpen}
            companies={companies}
            place={place}
            role={role}
            showShortcuts={() => setListOpen(true)}
          />
        )}
        {isListOpen !== undefined && <ShortcutList isOpen={isListOpen} setOpen={setListOpen} />}
      </Suspense>
    </>
  )
}
