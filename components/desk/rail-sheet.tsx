'use client'

import { PanelLeft } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { IconButton } from '../ui/icon-button'
import { Sheet } from '../ui/sheet'

/** The rail on a narrow screen; closes when it has led somewhere. */
export function RailSheet({ children }: { children: ReactNode }) {
  const pathname = usePathname()
  const [openedAt, setOpenedAt] = useState<string>()
  return (
    <span className="md:hidden">
      <IconButton
        label="Open the menu"
        icon={<PanelLeft aria-hidden className="size-4" />}
        onClick={() => setOpenedAt(pathname)}
      />
      <Sheet
        side="left"
        title="Menu"
        isTitleHidden
        open={openedAt === pathname}
        onOpenChange={(isOpen) => setOpenedAt(isOpen ? pathname : undefined)}
      >
        {children}
      </Sheet>
    </span>
  )
}
