import { StateBadge } from '@/components/ui/state-badge'
import { type DeliveryState, shownState } from '@/lib/deliveries/delivery-labels'

/** Where the answer was lost it says *unknown*: no one knows that it failed. */
export function DeliveryStateBadge({ state, isUncertain }: { state: DeliveryState; isUncertain: boolean }) {
  return <StateBadge state={shownState({ state, isUncertain })} />
}
