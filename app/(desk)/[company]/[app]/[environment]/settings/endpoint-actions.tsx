'use client'

import { useState } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { removeCompanyApiAction, rotateCompanyApiSecretAction } from './actions'
import { OneTimeSecret } from './one-time-secret'

export function EndpointActions({ environmentId, host }: { environmentId: string; host: string }) {
  const [secret, setSecret] = useState<string>()
  async function rotate() {
    const state = await acted(() => rotateCompanyApiSecretAction(environmentId))
    if (state.ok) setSecret(state.result.signingSecret)
    else toast.failure('Couldn’t rotate the signing secret', { description: state.message })
    return state.ok
  }
  async function remove(typed: string) {
    const state = await acted(() => removeCompanyApiAction(environmentId, typed))
    if (state.ok) toast.good('Company API removed')
    else toast.failure('Couldn’t remove the company API', { description: state.message })
    return state.ok
  }
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      {secret && (
        <OneTimeSecret secret={secret} name="signing secret">
          Set it on the company’s server, which verifies our signature with it.
        </OneTimeSecret>
      )}
      <div className="flex flex-wrap gap-2">
        <ConfirmDialog
          title="Rotate signing secret?"
          confirmLabel="Rotate secret"
          typeToConfirm={host}
          onConfirm={rotate}
          trigger={<Button>Rotate signing secret…</Button>}
        >
          <p>
            Pushdesk starts signing with the new secret right away. The company’s server rejects requests until you
            update it there.
          </p>
        </ConfirmDialog>
        <ConfirmDialog
          title="Remove company API?"
          confirmLabel="Remove company API"
          typeToConfirm={host}
          onConfirm={remove}
          trigger={<Button>Remove company API…</Button>}
        >
          <p>Devices registered with a UUID can’t be reached anymore.</p>
        </ConfirmDialog>
      </div>
    </div>
  )
}
