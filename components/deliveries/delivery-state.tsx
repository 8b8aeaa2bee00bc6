import { type DeliveryState as State, shownState } from '@/lib/deliveries/words'
import { StateBadge } from '../ui/state-badge'

/** Where the answer was lost it says *unknown*: nobody knows that it failed. */
export function DeliveryState({ state, isUncertain }: { state: State; isUncertain: boolean }) {
  return <StateBadge state={shownState({ state, isUncertain })} />
}
