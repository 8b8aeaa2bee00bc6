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

export function KeyActions({ environmentId, shownKey }: { environmentId: string; shownKey: ShownKey }) {
  async function revoke(typed: string) {
    const state = await acted(revokeApiKey(environmentId, shownKey.id, typed))
    if (state.ok) toast.good(`Key ${shownKey.name} revoked`)
    else toast.failure('Couldn’t revoke the key', { description: state.message })
    return state.ok
  }
  return (
    <span className="flex justify-end gap-1">
      <RotateDialog environmentId={environmentId} shownKey={shownKey} />
      <ConfirmDialog
        title={`Revoke ${shownKey.name}?`}
        confirmLabel="Revoke key"
        typeToConfirm={shownKey.lastFour}
        onConfirm={revoke}
        trigger={
          <Button size="small" aria-label={`Revoke ${shownKey.name} ${shownKey.lastFour}`}>
            Revoke…
          </Button>
        }
      >
        <p>
          Every request with {shownKey.masked} fails from now on. This can’t be undone. To replace the key without an
          interruption, rotate it instead.
        </p>
      </ConfirmDialog>
    </span>
  )
}

const overlaps = [
  { value: '0', label: 'Not at all' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
]

function RotateDialog({ environmentId, shownKey }: { environmentId: string; shownKey: ShownKey }) {
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState('24')
  const [fresh, setFresh] = useState<string>()
  const [isPending, startTransition] = useTransition()
  const rotate = () =>
    startTransition(async () => {
      const state = await acted(rotateApiKey(environmentId, shownKey.id, Number(overlap)))
      if (state.ok) setFresh(state.result.key)
      else toast.failure('Couldn’t rotate the key', { description: state.message })
    })
  function close(next: boolean) {
    setOpen(next)
    if (!next) setFresh(undefined)
  }
  return (
    <Dialog
      title={`Rotate ${shownKey.name}`}
      description="Creates a new key with the same name, kind, and rate limit."
      open={isOpen}
      onOpenChange={close}
      trigger={
        <Button size="small" aria-label={`Rotate ${shownKey.name} ${shownKey.lastFour}`}>
          Rotate…
        </Button>
      }
    >
      {fresh ? (
        <ShownOnce secret={fresh} name="new key">
          Replace the old key with this one before the old one expires.
        </ShownOnce>
      ) : (
        <Select label="The old key still works for" options={overlaps} value={overlap} onValueChange={setOverlap} />
      )}
      <DialogActions>
        <DialogClose>{fresh ? 'Done' : 'Cancel'}</DialogClose>
        {!fresh && (
          <Button variant="primary" isPending={isPending} onClick={rotate}>
            Rotate key
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
