'use client'

import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { overlapOptions } from '@/components/desk/overlap-options'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { Dialog, DialogActions, DialogClose } from '@/components/ui/overlays/dialog'
import { toast } from '@/components/ui/overlays/toast'
import type { ApiKeyView } from '@/lib/keys/api-key-view'
import { revokeApiKeyAction, rotateApiKeyAction } from './actions'
import { type CreatedKey, NewKey } from './new-key'

export function KeyActions({ environmentId, shownKey }: { environmentId: string; shownKey: ApiKeyView }) {
  async function revoke(typed: string) {
    const state = await acted(() => revokeApiKeyAction(environmentId, shownKey.id, typed))
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
          Every request with {shownKey.masked} fails right away. This can’t be undone. To replace the key without an
          interruption, rotate it instead.
        </p>
      </ConfirmDialog>
    </span>
  )
}

function RotateDialog({ environmentId, shownKey }: { environmentId: string; shownKey: ApiKeyView }) {
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState('24')
  const [fresh, setFresh] = useState<CreatedKey>()
  const [isPending, startTransition] = useTransition()
  const rotate = () =>
    startTransition(async () => {
      const state = await acted(() => rotateApiKeyAction(environmentId, shownKey.id, Number(overlap)))
      if (state.ok) setFresh(state.result)
      else toast.failure('Couldn’t rotate the key', { description: state.message })
    })
  function close(next: boolean) {
    setOpen(next)
    if (!next) setFresh(undefined)
  }
  return (
    <Dialog
      title={`Rotate ${shownKey.name}`}
      description="Creates a new key with the same name, kind, rate limit, and lifetime."
      open={isOpen}
      onOpenChange={close}
      trigger={
        <Button size="small" aria-label={`Rotate ${shownKey.name} ${shownKey.lastFour}`}>
          Rotate…
        </Button>
      }
    >
      {fresh ? (
        <NewKey created={fresh}>Replace the old key with this one before the old one expires.</NewKey>
      ) : (
        <Select
          label="The old key still works for"
          options={overlapOptions}
          value={overlap}
          onValueChange={setOverlap}
        />
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
