'use client'

import { acted } from '@/components/desk/acted'
import { RotateDialog } from '@/components/desk/rotate-dialog'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
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
      <RotateToken tokenId={tokenId} name={name} lastFour={lastFour} />
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

function RotateToken({ tokenId, name, lastFour }: Props) {
  async function rotate(overlapHours: number) {
    const state = await acted(() => rotateServiceTokenAction(tokenId, overlapHours))
    if (state.ok) return state.result.token
    toast.failure('Couldn’t rotate the service token', { description: state.message })
  }
  return (
    <RotateDialog
      what="token"
      title={`Rotate ${isolated(name)}`}
      description="Creates a new token with the same name, role, companies, and lifetime. You become its owner."
      rotate={rotate}
      trigger={
        <Button size="small" aria-label={`Rotate ${isolated(name)} ${lastFour}`}>
          Rotate…
        </Button>
      }
    >
      {(token, close) => <NewServiceToken token={token} done={close} />}
    </RotateDialog>
  )
}
