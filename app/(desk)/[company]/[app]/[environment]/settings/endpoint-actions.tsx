'use client'

import { useState } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import { removeCompanyApi, rotateCompanyApiSecret } from './actions'
import { ShownOnce } from './shown-once'

export function EndpointActions({ base, host }: { base: string; host: string }) {
  const [secret, setSecret] = useState<string>()
  async function rotate() {
    const state = await acted(rotateCompanyApiSecret(base))
    if (state.ok) setSecret(state.result.signingSecret)
    else toast.failure('The secret was not rotated', { description: state.message })
    return state.ok
  }
  async function remove(typed: string) {
    const state = await acted(removeCompanyApi(base, typed))
    if (state.ok) toast.good('The company API was removed')
    else toast.failure('It was not removed', { description: state.message })
    return state.ok
  }
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      {secret && (
        <ShownOnce secret={secret} name="signing secret">
          The company’s server checks our signature with it.
        </ShownOnce>
      )}
      <div className="flex flex-wrap gap-2">
        <ConfirmDialog
          title="Rotate the signing secret?"
          confirmLabel="Rotate the secret"
          typeToConfirm={host}
          onConfirm={rotate}
          trigger={<Button>Rotate the signing secret</Button>}
        >
          <p>Requests are signed with the new secret at once. Until the company’s server knows it, it refuses them.</p>
        </ConfirmDialog>
        <ConfirmDialog
          title="Remove the company API?"
          confirmLabel="Remove it"
          typeToConfirm={host}
          onConfirm={remove}
          trigger={<Button>Remove the company API</Button>}
        >
          <p>Devices that registered with a UUID can no longer be reached.</p>
        </ConfirmDialog>
      </div>
    </div>
  )
}
