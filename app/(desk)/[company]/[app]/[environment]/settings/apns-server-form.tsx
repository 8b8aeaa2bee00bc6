'use client'

import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { changeApnsServerAction } from './actions'

type Props = {
  environmentId: string
  apnsServer: 'apple' | 'simulator'
  hasKey: boolean
  /** Whether the built-in simulator is running. */
  hasSimulator: boolean
  typeToConfirm: string | undefined
}

export function ApnsServerForm({ environmentId, apnsServer, hasKey, hasSimulator, typeToConfirm }: Props) {
  const next = apnsServer === 'apple' ? 'simulator' : 'apple'
  async function change(typed: string) {
    const state = await acted(() => changeApnsServerAction(environmentId, next, typed))
    if (state.ok) toast.good(next === 'apple' ? 'Environment set to Apple' : 'Environment set to the simulator')
    else toast.failure('Couldn’t change the APNs server', { description: state.message })
    return state.ok
  }
  if (next === 'simulator' && !hasSimulator)
    return (
      <p className="text-quiet">The built-in simulator isn’t running. To use it, start Pushdesk with SIMULATOR=1.</p>
    )
  if (next === 'apple' && !hasKey) return <p className="text-quiet">To send to Apple, upload an APNs key.</p>
  return (
    <div>
      <ConfirmDialog
        title={next === 'apple' ? 'Switch to Apple?' : 'Switch to the simulator?'}
        confirmLabel={next === 'apple' ? 'Switch to Apple' : 'Switch to the simulator'}
        typeToConfirm={typeToConfirm}
        onConfirm={change}
        trigger={<Button>{next === 'apple' ? 'Switch to Apple…' : 'Switch to the simulator…'}</Button>}
      >
        <p>
          {next === 'apple'
            ? 'Real phones will get this environment’s notifications.'
            : 'Real phones get no notifications from this environment until you switch back to Apple.'}
        </p>
      </ConfirmDialog>
    </div>
  )
}
