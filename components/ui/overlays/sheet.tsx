'use client'

import { type ReactElement, type ReactNode, useRef } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import { Opener } from './opener'
import { useOpening } from './use-opening'

const SheetPanel = onDemand(() => import('./sheet-panel').then((loaded) => loaded.SheetPanel))

type Props = {
  title: ReactNode
  isTitleHidden?: boolean
  side?: 'left' | 'right'
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** At the right of the title, such as previous, next, and open as a page. */
  actions?: ReactNode
  /** Beside the page, not over it, so that the page can still be used. */
  isBeside?: boolean
  children: ReactNode
}

/** A panel that opens over the page, from the side. */
export function Sheet({ trigger, open, onOpenChange, side = 'right', ...shown }: Props) {
  const opener = useRef<HTMLElement>(null)
  const { isOpen, setOpen, wasOpened } = useOpening({ open, onOpenChange })
  return (
    <>
      {trigger && (
        <Opener {...{ trigger, isOpen, setOpen, anchor: opener, preload: SheetPanel.preload }} opens="dialog" />
      )}
      {wasOpened && <SheetPanel {...shown} {...{ opener, isOpen, setOpen, side }} />}
    </>
  )
}

/** The row of buttons at the end of a form in a sheet. Stays visible, however long the form is. */
export function SheetActions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 -mx-4 mt-auto flex flex-wrap justify-end gap-2 border-t bg-page px-4 py-3">
      {children}
    </div>
  )
}
