'use client'

import { useState } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { rotateIdentityAction } from './actions'
import { OneTimeSecret } from './one-time-secret'

export function IdentitySecret({ environmentId, companySlug }: { environmentId: string; companySlug: string }) {
  const [secret, setSecret] = useState<string>()
  async function rotate() {
    const state = await acted(() => rotateIdentityAction(environmentId))
    if (state.ok) setSecret(state.result.secret)
    else toast.failure('Couldn’t rotate the identity secret', { description: state.message })
    return state.ok
  }
  return (
    <div className="flex max-w-xl flex-col gap-3">
      {secret && (
        <OneTimeSecret secret={secret} name="identity secret">
          Set it on the server that signs your User-Tokens.
        </OneTimeSecret>
      )}
      {!secret && (
        <p className="text-quiet">
          Pushdesk keeps the secret and never shows it again. To get one for your server, rotate it.
        </p>
      )}
      <div>
        <ConfirmDialog
          title="Rotate identity secret?"
          confirmLabel="Rotate secret"
          typeToConfirm={companySlug}
          onConfirm={rotate}
          trigger={<Button>Rotate secret…</Button>}
        >
          <p>
            Pushdesk refuses User-Tokens signed with the old secret right away. Update your server immediately
            afterwards.
          </p>
        </ConfirmDialog>
      </div>
    </div>
  )
}
