'use client'

import { usePhone } from '@/app/(desk)/simulator/screens/phone-context'
import { Button } from '@/components/ui/button'
import { CopyableId } from '@/components/ui/text/copyable-id'
import { Panel } from './panel'

/** Less common phone events. */
export function MorePanel({ onErase, onNewPhone }: { onErase: () => void; onNewPhone: () => void }) {
  const { phone, state } = usePhone()
  return (
    <Panel title="This phone">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="text-quiet">Device token</span>
        <CopyableId id={state.deviceToken} name="device token" />
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={phone.takeForeignPush}>
          Send push from another sender
        </Button>
        <Button size="small" onClick={onErase}>
          Erase the app’s data
        </Button>
        <Button size="small" onClick={onNewPhone}>
          Start with a new phone
        </Button>
      </div>
    </Panel>
  )
}
