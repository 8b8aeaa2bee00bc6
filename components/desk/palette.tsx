'use client'

import { Search } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Role } from '@/lib/staff/roles'
import { Kbd } from '../ui/kbd'
import { onDemand } from '../ui/on-demand'
import { useKeys } from '../ui/use-keys'
import { PaletteOpening, paletteName } from './palette-opening'
import type { Place } from './place'
import { usePalette } from './use-palette'

const PaletteDialog = onDemand(() => import('./palette-dialog').then((loaded) => loaded.PaletteDialog))
const ShortcutList = onDemand(() => import('./shortcut-list').then((loaded) => loaded.ShortcutList))

type Props = { companies: WorkspaceCompany[]; place: Place | undefined; role: Role }

/** The look-up box, and what Ctrl/⌘ K opens on every page. */
export function Palette({ companies, place, role }: Props) {
  const palette = usePalette()
  const [hasOpened, setOpened] = useState(false)
  const [isListOpen, setListOpen] = useState<boolean>()
  if (palette.isOpen && !hasOpened) setOpened(true)
  useKeys({ '?': () => setListOpen(true) })
  useEffect(() => whenIdle(PaletteDialog.preload), [])

  return (
    <>
      <button
        type="button"
        aria-label={paletteName}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => palette.setOpen(true)}
        onPointerEnter={PaletteDialog.preload}
        onFocus={PaletteDialog.preload}
        className="ml-auto flex h-8 w-8 shrink-0 items-center justify-center gap-2 rounded-control border border-line-control bg-raised text-faint transition-colors hover:border-neutral-7 sm:w-64 sm:justify-start sm:px-2.5"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="hidden flex-1 text-left sm:inline">{paletteName}</span>
        <span className="hidden sm:inline">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <Suspense fallback={palette.isOpen && <PaletteOpening typed={palette.typed} />}>
        {hasOpened && (
          <PaletteDialog
            palette={palette}
            companies={companies}
            place={place}
            role={role}
            showShortcuts={() => setListOpen(true)}
          />
        )}
      </Suspense>
      <Suspense>{isListOpen !== undefined && <ShortcutList isOpen={isListOpen} setOpen={setListOpen} />}</Suspense>
    </>
  )
}

/** Once the browser has nothing better to do. Not every browser says when that is. */
function whenIdle(act: () => void) {
  if (!('requestIdleCallback' in window)) return act()
  const asked = requestIdleCallback(act, { timeout: 2_000 })
  return () => cancelIdleCallback(asked)
}
