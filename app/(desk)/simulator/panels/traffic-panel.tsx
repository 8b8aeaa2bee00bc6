'use client'

import { usePhone } from '@/app/(desk)/simulator/screens/phone-context'
import { Button } from '@/components/ui/button'
import { onDemand } from '@/components/ui/on-demand'
import { Panel } from './panel'

const TrafficRow = onDemand(() => import('./traffic-row').then((loaded) => loaded.TrafficRow))

/** The phone's requests and received pushes, newest first. */
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
