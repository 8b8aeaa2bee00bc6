import type { PushState } from '@/sdk/push-state'
import type { PhoneState } from './phone-state'

/** Applies the SDK's registration state. Removes a notice about a failure that it resolves. */
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
