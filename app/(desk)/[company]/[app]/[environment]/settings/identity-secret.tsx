'use client'

import { useState } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import { rotateIdentity } from './actions'
import { ShownOnce } from './shown-once'

export function IdentitySecret({ base, companySlug }: { base: string; companySlug: string }) {
  const [secret, setSecret] = useState<string>()
  async function rotate() {
    const state = await acted(rotateIdentity(base))
    if (state.ok) setSecret(state.result.secret)
    else toast.failure('The secret was not rotated', { description: state.message })
    return state.ok
  }
  return (
    <div className="flex max-w-xl flex-col gap-3">
      {secret && (
        <ShownOnce secret={secret} name="identity secret">
          Put it where your server signs User-Tokens.
        </ShownOnce>
      )}
      {!secret && (
        <p className="text-quiet">It was shown when it was made. If you do not have it any more, rotate it.</p>
      )}
      <div>
        <ConfirmDialog
          title="Rotate the identity secret?"
          confirmLabel="Rotate the secret"
          typeToConfirm={companySlug}
          onConfirm={rotate}
          trigger={<Button>Rotate the secret</Button>}
        >
          <p>User-Tokens signed with the old secret are refused at once. Change your server right after.</p>
        </ConfirmDialog>
      </div>
    </div>
  )
}
