import type { SentAddress } from './address'
import type { FailureKind } from './failure'
import type { Cell, KeyValueStorage } from './storage'
import { cell } from './storage'
import type { User } from './user'

/** iOS's five authorization states. */
export type Permission = 'notDetermined' | 'denied' | 'authorized' | 'provisional' | 'ephemeral'

type Registered = { address: SentAddress; user: User; permission: Permission }

/**
 * What the SDK knows about this device's registration, across failures and restarts.
 * `unknown`: the response was lost, so the server may or may not have processed the request. The SDK retries it at the
 * next start, at the next foreground, and whenever the app calls.
 */
export type PushState =
  | { status: 'disabled' }
  | ({ status: 'enabled'; deviceId: string } & Registered)
  | ({ status: 'unknown'; wants: 'enabled' | 'disabled'; because: FailureKind | 'in_flight' } & Registered)

export const disabled: PushState = { status: 'disabled' }

export function pushStateCell(storage: KeyValueStorage): Cell<PushState> {
  return cell<PushState>(storage, 'push', disabled, isPushState)
}

function isPushState(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('status' in value)) return false
  return value.status === 'disabled' || ('address' in value && 'user' in value)
}
