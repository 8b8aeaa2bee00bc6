'use client'

import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Place } from '@/components/desk/frame/places'
import { onDemand } from '@/components/ui/on-demand'
import { Kbd } from '@/components/ui/text/kbd'
import { whenIdle } from '@/components/ui/when-idle'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Role } from '@/lib/staff/roles'

import { PaletteOpening, paletteName } from './palette-opening'
import { usePalette } from './use-palette'

const PaletteDialog = onDemand(
  () => import('./palette-dialog').then((loaded) => loaded.PaletteDialog),
  ({ palette }) => palette.isOpen && <PaletteOpening typed={palette.typed} />,
)

type Props = { companies: WorkspaceCompany[]; place: Place | undefined; role: Role; showShortcuts: () => void }

/** The search button and the palette that Ctrl+K or ⌘K opens on every page. */
export function Palette({ companies, place, role, showShortcuts }: Props) {
  const palette = usePalette()
  const [hasOpened, setOpened] = useState(false)
  if (palette.isOpen && !hasOpened) setOpened(true)
  useEffect(() => whenIdle(PaletteDialog.preload), [])

  return (
    <>
      <button
        ref={palette.opener}
        type="button"
        aria-label={paletteName}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => palette.setOpen(true)}
        onPointerEnter={PaletteDialog.preload}
        onFocus={PaletteDialog.preload}
        className="ml-auto flex h-8 w-8 shrink-0 items-center justify-center gap-2 rounded-control border border-line-control bg-raised text-faint transition-colors hover:border-neutral-7 sm:w-64 sm:justify-start md:w-56 lg:w-64 sm:px-2.5"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="hidden flex-1 truncate text-left sm:inline">{paletteName}</span>
        <span className="hidden sm:inline">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      {hasOpened && <PaletteDialog {...{ palette, companies, place, role, showShortcuts }} />}
    </>
  )
}
