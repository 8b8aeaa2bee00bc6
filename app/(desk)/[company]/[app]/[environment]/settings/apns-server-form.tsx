'use client'

import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import { changeApnsServer } from './actions'

type Props = { base: string; apnsServer: 'apple' | 'simulator'; hasKey: boolean; typeToConfirm: string | undefined }

export function ApnsServerForm({ base, apnsServer, hasKey, typeToConfirm }: Props) {
  const next = apnsServer === 'apple' ? 'simulator' : 'apple'
  async function change(typed: string) {
    const state = await acted(changeApnsServer(base, next, typed))
    if (state.ok) toast.good(next === 'apple' ? 'It sends to Apple now' : 'It sends to the simulator now')
    else toast.failure('Nothing was changed', { description: state.message })
    return state.ok
  }
  if (next === 'apple' && !hasKey)
    return <p className="text-quiet">Upload an APNs key, and the environment sends to Apple.</p>
  return (
    <div>
      <ConfirmDialog
        title={next === 'apple' ? 'Send to Apple?' : 'Send to the simulator?'}
        confirmLabel={next === 'apple' ? 'Send to Apple' : 'Send to the simulator'}
        typeToConfirm={typeToConfirm}
        onConfirm={change}
        trigger={<Button>{next === 'apple' ? 'Send to Apple' : 'Send to the simulator'}</Button>}
      >
        <p>
          {next === 'apple'
            ? 'Real phones get this environment’s pushes from now on.'
            : 'Real phones get nothing from this environment until it sends to Apple again.'}
        </p>
      </ConfirmDialog>
    </div>
  )
}
