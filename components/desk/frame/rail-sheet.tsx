'use client'

import { PanelLeft } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useOwnApprovalCount } from '@/components/desk/approvals/use-approvals'
import { IconButton } from '@/components/ui/icon-button'
import { Sheet } from '@/components/ui/overlays/sheet'

/** The rail on narrow screens. Closes after navigating. */
export function RailSheet({ children }: { children: ReactNode }) {
  const pathname = usePathname()
  const count = useOwnApprovalCount()
  const [openedAt, setOpenedAt] = useState<string>()
  return (
    <span className="md:hidden">
      <IconButton
        label={count > 0 ? `Open the menu, ${count} waiting for your approval` : 'Open the menu'}
        icon={
          <span className="relative">
            <PanelLeft aria-hidden className="size-4" />
            {count > 0 && <span aria-hidden className="absolute -top-1 -right-1 size-2 rounded-full bg-accent" />}
          </span>
        }
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
