'use client'

import { type ReactElement, useRef } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import type { Confirmed } from './confirm-dialog-panel'
import { Opener } from './opener'
import { useOpening } from './use-opening'

const Panel = onDemand(() => import('./confirm-dialog-panel').then((loaded) => loaded.ConfirmDialogPanel))

type Props = Confirmed & { trigger?: ReactElement; open?: boolean; onOpenChange?: (open: boolean) => void }

export function ConfirmDialog({ trigger, open, onOpenChange, ...confirmed }: Props) {
  const opener = useRef<HTMLElement>(null)
  const { isOpen, setOpen, wasOpened } = useOpening({ open, onOpenChange })
  return (
    <>
      {trigger && <Opener {...{ trigger, isOpen, setOpen, anchor: opener, preload: Panel.preload }} opens="dialog" />}
      {wasOpened && <Panel {...confirmed} {...{ opener, isOpen, setOpen }} />}
    </>
  )
}
