'use client'

import { type ReactElement, type ReactNode, Suspense, useRef } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import { Opener } from './opener'
import { useOpening } from './use-opening'

const PopoverPanel = onDemand(() => import('./popover-panel').then((loaded) => loaded.PopoverPanel))

type Props = {
  trigger: ReactElement
  title?: string
  align?: 'start' | 'center' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

export function Popover({ trigger, title, align = 'start', children, ...opened }: Props) {
  const anchor = useRef<HTMLElement>(null)
  const { isOpen, setOpen, wasOpened } = useOpening(opened)
  return (
    <>
      <Opener {...{ trigger, anchor, isOpen, setOpen, preload: PopoverPanel.preload }} opens="dialog" />
      <Suspense>
        {wasOpened && <PopoverPanel {...{ anchor, isOpen, setOpen, title, align }}>{children}</PopoverPanel>}
      </Suspense>
    </>
  )
}
