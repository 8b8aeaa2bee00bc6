'use client'

import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { overlapOptions } from '@/components/desk/overlap-options'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { Dialog, DialogActions, DialogClose } from '@/components/ui/overlays/dialog'
import { toast } from '@/components/ui/overlays/toast'
import { isolated } from '@/lib/text/isolated'
import { revokeServiceTokenAction, rotateServiceTokenAction } from './actions'
import { NewServiceToken } from './new-service-token'

type Props = { tokenId: string; name: string; lastFour: string }

export function TokenActions({ tokenId, name, lastFour }: Props) {
  async function revoke() {
    const state = await acted(() => revokeServiceTokenAction(tokenId))
    if (state.ok) toast.good(`Service token ${isolated(name)} revoked`)
    else toast.failure('Couldn’t revoke the service token', { description: state.message })
    return state.ok
  }
  return (
    <span className="flex flex-col items-end gap-1 py-1.5 sm:flex-row sm:justify-end">
      <RotateTokenDialog tokenId={tokenId} name={name} lastFour={lastFour} />
      <ConfirmDialog
        title={`Revoke ${isolated(name)}?`}
        confirmLabel="Revoke token"
        typeToConfirm={lastFour}
        onConfirm={revoke}
        trigger={
          <Button size="small" aria-label={`Revoke ${isolated(name)} ${lastFour}`}>
            Revoke…
          </Button>
        }
      >
        <p>Every call with st_…{lastFour} fails right away. This can’t be undone.</p>
      </ConfirmDialog>
    </span>
  )
}

function RotateTokenDialog({ tokenId, name, lastFour }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState('24')
  const [fresh, setFresh] = useState<string>()
  const [isPending, startTransition] = useTransition()
  const rotate = () =>
    startTransition(async () => {
      const state = await acted(() => rotateServiceTokenAction(tokenId, Number(overlap)))
      if (state.ok) setFresh(state.result.token)
      else toast.failure('Couldn’t rotate the service token', { description: state.message })
    })
  function close(next: boolean) {
    setOpen(next)
    if (!next) setFresh(undefined)
  }
  return (
    <Dialog
      title={`Rotate ${isolated(name)}`}
      description="Creates a new token with the same name, role, companies, and lifetime. You become its owner."
      open={isOpen}
      onOpenChange={close}
      trigger={
        <Button size="small" aria-label={`Rotate ${isolated(name)} ${lastFour}`}>
          Rotate…
        </Button>
      }
    >
      {fresh ? (
        <NewServiceToken token={fresh} done={() => close(false)} />
      ) : (
        <>
          <Select
            label="The old token still works for"
            options={overlapOptions}
            value={overlap}
            onValueChange={setOverlap}
          />
          <DialogActions>
            <DialogClose>Cancel</DialogClose>
            <Button variant="primary" isPending={isPending} onClick={rotate}>
              Rotate token
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  )
}
