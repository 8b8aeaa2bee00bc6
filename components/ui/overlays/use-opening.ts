'use client'

import { useState } from 'react'

type Opening = { open?: boolean; onOpenChange?: (open: boolean) => void }

/** Open state, here or controlled by the caller, and whether it was ever open, because until then no code is needed. */
export function useOpening({ open, onOpenChange }: Opening) {
  const [isOpenHere, setOpenHere] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const isOpen = open ?? isOpenHere
  if (isOpen && !wasOpened) setWasOpened(true)

  function setOpen(next: boolean) {
    setOpenHere(next)
    onOpenChange?.(next)
  }
  return { isOpen, setOpen, wasOpened: wasOpened || isOpen }
}
