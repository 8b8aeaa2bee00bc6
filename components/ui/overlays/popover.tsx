'use client'

import { type ReactElement, type ReactNode, useRef } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import { Opener } from './opener'
import { useOpening } from './use-opening'

const PopoverPanel = onDemand(() => import('./popover-panel').then((loaded) => loaded.PopoverPanel))

type Props = {
  trigger: ReactElement
  title?: string
  align?: 'start' | 'center' | 'end'
  /** The trigger stays in place while the page scrolls, so the popover does too. */
  isSticky?: boolean
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

export function Popover({ trigger, title, align = 'start', isSticky = false, children, ...opened }: Props) {
  const anchor = useRef<HTMLElement>(null)
  const { isOpen, setOpen, wasOpened } = useOpening(opened)
  return (
    <>
      <Opener {...{ trigger, anchor, isOpen, setOpen, preload: PopoverPanel.preload }} opens="dialog" />
      {wasOpened && <PopoverPanel {...{ anchor, isOpen, setOpen, title, align, isSticky }}>{children}</PopoverPanel>}
    </>
  )
}
