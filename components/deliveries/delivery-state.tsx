import { StateBadge } from '@/components/ui/state-badge'
import { type DeliveryState, shownState } from '@/lib/deliveries/delivery-labels'

/** Shows *unknown* if the response was lost, because the delivery may have succeeded. */
export function DeliveryStateBadge({ state, isUncertain }: { state: DeliveryState; isUncertain: boolean }) {
  return <StateBadge state={shownState({ state, isUncertain })} />
}
