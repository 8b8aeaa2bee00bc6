'use client'

import { Button } from '@/components/ui/button'
import { usePhone } from '../screens/phone-context'
import { Panel } from './panel'
import { TrafficRow } from './traffic-row'

/** Everything that left the phone and came to it, newest on top. */
export function TrafficPanel() {
  const { phone, state } = usePhone()
  return (
    <Panel
      title="Requests and pushes"
      actions={
        state.traffic.length > 0 && (
          <Button size="small" variant="ghost" onClick={phone.clearTraffic}>
            Clear
          </Button>
        )
      }
    >
      {state.traffic.length === 0 && (
        <p className="text-quiet">
          Nothing yet. Sign in a customer and join a queue. The SDK’s requests and their responses appear here.
        </p>
      )}
      <ol aria-label="Requests and pushes" className="-mt-3 flex flex-col">
        {state.traffic.map((exchange) => (
          <TrafficRow key={exchange.id} exchange={exchange} />
        ))}
      </ol>
    </Panel>
  )
}
