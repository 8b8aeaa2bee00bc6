import type { SignedInStaff } from './context'
import { Refused } from './errors'
import type { StaffPermission } from './permissions'

export const stepUpMinutes = 10

/** Acts that a stolen session must not allow: they require a password or a code within the last ten minutes. */
const always: readonly StaffPermission[] = [
  'company.change',
  'company.archive',
  'app.archive',
  'endpoint.change',
  'channel.change',
  'credential.upload',
  'credential.revoke',
  'api_key.create',
  'api_key.revoke',
  'trigger.create',
  'trigger.revoke',
  'event_webhook.change',
  'identity.change',
  'team.invite',
  'team.change',
  'sign_in.change',
  'service_token.create',
  'service_token.revoke',
  'device.reveal_token',
  'customer.export',
  'customer.erase',
]
/** Turning the prompt off never requires it. */
const inProduction: readonly StaffPermission[] = ['prompt.publish', 'prompt.publish_platform', 'prompt.approve']

export function refuseWithoutStepUp(
  staff: SignedInStaff,
  permission: StaffPermission,
  input: unknown,
  now = new Date(),
) {
  if (!asksForStepUp(permission, input) || staff.token) return
  const since = staff.steppedUpAt ? now.getTime() - staff.steppedUpAt.getTime() : Number.POSITIVE_INFINITY
  if (since <= stepUpMinutes * 60_000) return
  throw new Refused('forbidden', 'Nothing was changed. Confirm that it’s you first.', {}, 'step_up_needed')
}

export const asksForStepUp = (permission: StaffPermission, input: unknown) =>
  always.includes(permission) || (inProduction.includes(permission) && isInProduction(input))

const isInProduction = (input: unknown) =>
  typeof input === 'object' && input !== null && 'environmentName' in input && input.environmentName === 'production'
