'use client'

import { type ReactElement, type ReactNode, Suspense, useRef } from 'react'
import { onDemand } from './on-demand'
import { Opener } from './opener'
import { useOpening } from './use-opening'

const Panel = onDemand(() => import('./confirm-dialog-panel').then((loaded) => loaded.ConfirmDialogPanel))

export type Confirmed = {
  title: ReactNode
  /** What will happen, and to whom. */
  children: ReactNode
  confirmLabel: string
  /** The person must type this first, letter for letter. */
  typeToConfirm?: string
  isDangerous?: boolean
  /** Return false to keep the dialog open. */
  onConfirm: (typed: string) => Promise<unknown>
}

type Props = Confirmed & { trigger?: ReactElement; open?: boolean; onOpenChange?: (open: boolean) => void }

export function ConfirmDialog({ trigger, open, onOpenChange, ...confirmed }: Props) {
  const opener = useRef<HTMLElement>(null)
  const { isOpen, setOpen, wasOpened } = useOpening({ open, onOpenChange })
  return (
    <>
      {trigger && <Opener {...{ trigger, isOpen, setOpen, anchor: opener, preload: Panel.preload }} opens="dialog" />}
      <Suspense>{wasOpened && <Panel {...confirmed} {...{ opener, isOpen, setOpen }} />}</Suspense>
    </>
  )
}
