'use client'

import { CircleQuestionMark, ExternalLink, Keyboard } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { guides } from '@/components/desk/guides'
import { Palette } from '@/components/desk/palette/palette'
import { classNames } from '@/components/ui/class-names'
import { SimulatedBadge } from '@/components/ui/environment-badge'
import { IconButton } from '@/components/ui/icon-button'
import { onDemand } from '@/components/ui/on-demand'
import { Menu, MenuItem, MenuNewTab, MenuSeparator } from '@/components/ui/overlays/menu'
import { useKeys } from '@/components/ui/use-keys'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Role } from '@/lib/staff/roles'
import { Breadcrumb } from './breadcrumb'
import { useLastPlace, usePlace } from './place'

const ShortcutList = onDemand(() =>
  import('@/components/desk/palette/shortcut-list').then((loaded) => loaded.ShortcutList),
)

type Props = { companies: WorkspaceCompany[]; role: Role; remembered: string | undefined; railSheet: ReactNode }

export function TopBar({ companies, role, remembered, railSheet }: Props) {
  const place = usePlace(companies)
  const lastPlace = useLastPlace(companies, remembered)
  const [isListOpen, setListOpen] = useState<boolean>()
  const showShortcuts = () => setListOpen(true)
  useKeys({ '?': showShortcuts })
  // The simulator page shows this itself.
  const isSimulator = usePathname().split('/')[4] === 'simulator'
  return (
    <header
      className={classNames(
        'sticky top-0 z-30 flex h-12 shrink-0 items-center gap-3 bg-page px-4 md:px-8',
        place?.environment.name === 'sandbox' ? 'border-sandbox-line border-b-2 border-dashed' : 'border-b',
      )}
    >
      {railSheet}
      <Breadcrumb place={place} />
      {place?.environment.isSimulated && !isSimulator && (
        <span className="hidden sm:flex md:hidden lg:flex">
          <SimulatedBadge />
        </span>
      )}
      <Palette companies={companies} place={lastPlace} role={role} showShortcuts={showShortcuts} />
      <HelpMenu showShortcuts={showShortcuts} />
      {isListOpen !== undefined && <ShortcutList isOpen={isListOpen} setOpen={setListOpen} />}
    </header>
  )
}

function HelpMenu({ showShortcuts }: { showShortcuts: () => void }) {
  return (
    <Menu isSticky trigger={<IconButton label="Help" icon={<CircleQuestionMark aria-hidden className="size-4" />} />}>
      {guides.map(({ name, href }) => (
        <MenuNewTab key={href} href={href} icon={<ExternalLink aria-hidden />}>
          {name}
        </MenuNewTab>
      ))}
      <MenuSeparator />
      <MenuItem icon={<Keyboard aria-hidden />} onSelect={showShortcuts}>
        Keyboard shortcuts
      </MenuItem>
    </Menu>
  )
}
