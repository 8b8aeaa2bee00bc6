'use client'

import { type ReactElement, type ReactNode, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { Dialog, DialogActions, DialogClose } from '@/components/ui/overlays/dialog'

const overlapOptions = [
  { value: '0', label: 'Not at all' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
]

type Props<Fresh> = {
  what: 'key' | 'token'
  title: string
  description: string
  trigger: ReactElement
  /** Returns undefined after saying why there is no new one. */
  rotate: (overlapHours: number) => Promise<Fresh | undefined>
  /** Shows the new one in place of the choice. */
  children: (fresh: Fresh, close: () => void) => ReactNode
}

/** Replaces a key or token with a new one, and asks how long the old one still works. */
export function RotateDialog<Fresh>({ what, title, description, trigger, rotate, children }: Props<Fresh>) {
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState('24')
  const [fresh, setFresh] = useState<Fresh>()
  const [isPending, startTransition] = useTransition()
  function turn(next: boolean) {
    setOpen(next)
    if (!next) setFresh(undefined)
  }
  return (
    <Dialog {...{ title, description, trigger }} open={isOpen} onOpenChange={turn}>
      {fresh ? (
        children(fresh, () => turn(false))
      ) : (
        <>
          <Select
            label={`The old ${what} still works for`}
            options={overlapOptions}
            value={overlap}
            onValueChange={setOverlap}
          />
          <DialogActions>
            <DialogClose>Cancel</DialogClose>
            <Button
              variant="primary"
              isPending={isPending}
              onClick={() => startTransition(() => rotate(Number(overlap)).then(setFresh))}
            >
              Rotate {what}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  )
}
