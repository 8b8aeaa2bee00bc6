'use client'

import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import type { ShownKey } from '@/lib/keys/shown-key'
import { revokeApiKey, rotateApiKey } from './actions'
import { ShownOnce } from './shown-once'

export function KeyActions({ base, shownKey }: { base: string; shownKey: ShownKey }) {
  async function revoke(typed: string) {
    const state = await acted(revokeApiKey(base, shownKey.id, typed))
    if (state.ok) toast.good(`The key ${shownKey.name} was revoked`)
    else toast.failure('The key was not revoked', { description: state.message })
    return state.ok
  }
  return (
    <span className="flex justify-end gap-1">
      <RotateDialog base={base} shownKey={shownKey} />
      <ConfirmDialog
        title={`Revoke ${shownKey.name}?`}
        confirmLabel="Revoke the key"
        typeToConfirm={shownKey.lastFour}
        onConfirm={revoke}
        trigger={
          <Button size="small" aria-label={`Revoke ${shownKey.name} ${shownKey.lastFour}`}>
            Revoke
          </Button>
        }
      >
        <p>
          Every call with {shownKey.masked} fails from now on, everywhere. This cannot be undone; to replace it without
          a gap, rotate it.
        </p>
      </ConfirmDialog>
    </span>
  )
}

const overlaps = [
  { value: '0', label: 'not at all' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
]

function RotateDialog({ base, shownKey }: { base: string; shownKey: ShownKey }) {
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState('24')
  const [fresh, setFresh] = useState<string>()
  const [isPending, startTransition] = useTransition()
  const rotate = () =>
    startTransition(async () => {
      const state = await acted(rotateApiKey(base, shownKey.id, Number(overlap)))
      if (state.ok) setFresh(state.result.key)
      else toast.failure('The key was not rotated', { description: state.message })
    })
  function close(next: boolean) {
    setOpen(next)
    if (!next) setFresh(undefined)
  }
  return (
    <Dialog
      title={`Rotate ${shownKey.name}`}
      description="Makes a new key of the same name, kind and rate."
      open={isOpen}
      onOpenChange={close}
      trigger={
        <Button size="small" aria-label={`Rotate ${shownKey.name} ${shownKey.lastFour}`}>
          Rotate
        </Button>
      }
    >
      {fresh ? (
        <ShownOnce secret={fresh} name="new key">
          Put it in the old one’s place before that one ends.
        </ShownOnce>
      ) : (
        <Select label="The old key still works for" options={overlaps} value={overlap} onValueChange={setOverlap} />
      )}
      <DialogActions>
        <DialogClose>{fresh ? 'Done' : 'Cancel'}</DialogClose>
        {!fresh && (
          <Button variant="primary" isPending={isPending} onClick={rotate}>
            Rotate the key
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
