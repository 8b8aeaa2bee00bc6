'use client'

import { acted } from '@/components/desk/acted'
import { RotateDialog } from '@/components/desk/rotate-dialog'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { DialogActions, DialogClose } from '@/components/ui/overlays/dialog'
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
      <RotateKey environmentId={environmentId} shownKey={shownKey} />
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

function RotateKey({ environmentId, shownKey }: { environmentId: string; shownKey: ApiKeyView }) {
  async function rotate(overlapHours: number) {
    const state = await acted(() => rotateApiKeyAction(environmentId, shownKey.id, overlapHours))
    if (state.ok) return state.result
    toast.failure('Couldn’t rotate the key', { description: state.message })
  }
  return (
    <RotateDialog<CreatedKey>
      what="key"
      title={`Rotate ${shownKey.name}`}
      description="Creates a new key with the same name, kind, rate limit, and lifetime."
      rotate={rotate}
      trigger={
        <Button size="small" aria-label={`Rotate ${shownKey.name} ${shownKey.lastFour}`}>
          Rotate…
        </Button>
      }
    >
      {(created) => (
        <>
          <NewKey created={created}>Replace the old key with this one before the old one expires.</NewKey>
          <DialogActions>
            <DialogClose>Done</DialogClose>
          </DialogActions>
        </>
      )}
    </RotateDialog>
  )
}
