'use client'

import { useState } from 'react'

type Opening = { open?: boolean; onOpenChange?: (open: boolean) => void }

/** Open or not, here or by the caller's state; and whether it ever was, because until then it needs no code. */
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
