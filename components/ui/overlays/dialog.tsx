'use client'

import { createContext, type ReactElement, type ReactNode, use, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { onDemand } from '@/components/ui/on-demand'
import { Opener } from './opener'
import { useOpening } from './use-opening'

const DialogPanel = onDemand(() => import('./dialog-panel').then((loaded) => loaded.DialogPanel))

type Props = {
  title: ReactNode
  description?: ReactNode
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  isWide?: boolean
  children: ReactNode
}

export function Dialog({ trigger, open, onOpenChange, children, ...shown }: Props) {
  const opener = useRef<HTMLElement>(null)
  const { isOpen, setOpen, wasOpened } = useOpening({ open, onOpenChange })
  return (
    <>
      {trigger && (
        <Opener {...{ trigger, isOpen, setOpen, anchor: opener, preload: DialogPanel.preload }} opens="dialog" />
      )}
      {wasOpened && (
        <DialogPanel {...shown} {...{ opener, isOpen, setOpen }}>
          <CloseDialog value={() => setOpen(false)}>{children}</CloseDialog>
        </DialogPanel>
      )}
    </>
  )
}

/** The row of buttons at the end of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-1 flex flex-wrap justify-end gap-2">{children}</div>
}

const CloseDialog = createContext<() => void>(() => undefined)

export function DialogClose({ children }: { children: ReactNode }) {
  return <Button onClick={use(CloseDialog)}>{children}</Button>
}
