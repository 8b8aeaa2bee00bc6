'use client'

import { ListFilter } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Popover } from '@/components/ui/overlays/popover'

/** The facets on screens too narrow for the side column. */
export function FacetPopover({ children }: { children: ReactNode }) {
  return (
    <Popover
      align="start"
      title="Filters"
      trigger={<Button icon={<ListFilter aria-hidden className="size-3.5" />}>Filters</Button>}
    >
      <div className="max-h-[70dvh] w-64 overflow-y-auto">{children}</div>
    </Popover>
  )
}
