import type { PushState } from '@/sdk/push-state'
import type { PhoneState } from './phone-state'

/** What the SDK now knows of this phone's registration; a failure that it overtook is told no longer. */
export function withPush(
  { deviceIds, app }: Pick<PhoneState, 'deviceIds' | 'app'>,
  push: PushState,
): Partial<PhoneState> {
  const isCertain = push.status !== 'unknown'
  return {
    push,
    ...(push.status === 'enabled' && { deviceIds: [...new Set([push.deviceId, ...deviceIds])] }),
    ...(isCertain && app.notice?.about === 'push' && { app: { ...app, notice: undefined } }),
  }
}
