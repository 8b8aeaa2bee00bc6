import type { Role } from '@/db/schema/staff'
import type { StaffPermission } from '@/lib/permissions'

/** Who acts next. */
export const turns = [
  'support',
  'integration_manager',
  'admin',
  'operator',
  'platform_team',
  'app_developers',
  'company',
  'customer',
  'nobody',
] as const
export type Turn = (typeof turns)[number]

/** Staff whose turn it can be. `operator` runs the server; admins are closest to that. */
const rolesOf: Partial<Record<Turn, readonly Role[]>> = {
  support: ['support', 'integration_manager', 'admin'],
  integration_manager: ['integration_manager', 'admin'],
  admin: ['admin'],
  operator: ['admin'],
}

export function isTurnOf(who: Turn, reader: Role | 'program'): boolean {
  if (reader === 'program') return who === 'platform_team'
  return rolesOf[who]?.includes(reader) ?? false
}

/** Whom to tell if it is someone else's turn: staff in that role, or the staff who know the people outside. */
export const toldFor: Record<Turn, readonly Role[]> = {
  support: ['support'],
  integration_manager: ['integration_manager'],
  admin: ['admin'],
  operator: ['admin'],
  platform_team: ['integration_manager'],
  app_developers: ['integration_manager'],
  company: ['integration_manager'],
  customer: [],
  nobody: [],
}

/** What a button can do, with the permission that it needs. */
export const actPermissions = {
  enable_device: 'device.enable',
  send_again: 'delivery.send_again',
  send_test: 'test.send',
  ask_the_phone: 'device.ask',
  open_device: 'device.read',
  open_delivery: 'delivery.read',
  look_elsewhere: 'customer.read',
  turn_on_prompt: 'prompt.publish',
  open_prompt: 'prompt.read',
  open_apns_keys: 'credential.upload',
  open_identity: 'identity.change',
  open_api_keys: 'api_key.create',
  open_company_api: 'endpoint.change',
  open_environment: 'settings.read',
  open_health: 'company.read',
  open_companies: 'app.change',
} as const satisfies Record<string, StaffPermission>

export type ActKind = keyof typeof actPermissions
export const actKinds = Object.keys(actPermissions) as [ActKind, ...ActKind[]]

export const actLabels: Record<ActKind, string> = {
  enable_device: 'Enable device',
  send_again: 'Resend',
  send_test: 'Send test',
  ask_the_phone: 'Ask the phone',
  open_device: 'Open device',
  open_delivery: 'Open delivery',
  look_elsewhere: 'Open customer there',
  turn_on_prompt: 'Turn on prompt',
  open_prompt: 'Open prompt',
  open_apns_keys: 'Open APNs keys',
  open_identity: 'Open Identity',
  open_api_keys: 'Open API keys',
  open_company_api: 'Open company API',
  open_environment: 'Open Environment',
  open_health: 'Open Health',
  open_companies: 'Open Companies',
}
