import type { Role } from '@/db/schema/staff'

const everyone = ['admin', 'integration_manager', 'support', 'viewer'] as const
const admins = ['admin'] as const
const managers = ['admin', 'integration_manager'] as const
const support = ['admin', 'integration_manager', 'support'] as const

/**
 * The roles that have each permission, within their assigned companies (admins: all). The permission's name is also the
 * action in the audit log.
 */
export const permissions = {
  'company.read': everyone,
  'company.create': admins,
  'company.change': admins,
  'company.archive': admins,
  'app.create': admins,
  'app.change': admins,
  'app.archive': admins,

  'prompt.read': everyone,
  'prompt.publish': managers,
  'prompt.publish_platform': admins,
  'prompt.approve': managers,
  'prompt.turn_off': managers,
  'trigger.create': managers,
  'trigger.revoke': managers,

  'device.read': everyone,
  'device.ask': support,
  'device.disable': support,
  'device.enable': support,
  'device.remove': support,
  'device.reveal_token': support,
  'device.export': support,
  'customer.read': everyone,
  'customer.erase': managers,
  'customer.export': managers,

  'case.read': everyone,
  'case.share': support,
  'case.revoke': support,

  'delivery.read': everyone,
  'delivery.export': support,
  'delivery.send_again': support,
  'delivery.recover': managers,
  'test.send': support,

  'incident.read': everyone,
  'incident.acknowledge': support,
  'incident.note': support,
  'incident.mute': support,
  'channel.read': managers,
  'channel.change': managers,

  'settings.read': everyone,
  'credential.upload': managers,
  'credential.revoke': managers,
  'endpoint.change': managers,
  'event_webhook.change': managers,
  'api_key.create': managers,
  'api_key.revoke': managers,
  'identity.change': managers,

  'simulator.use': everyone,
  'simulator.faults': support,
  'simulator.sign_token': support,

  'audit.read': managers,
  'audit.export': managers,
  'team.read': everyone,
  'team.invite': admins,
  'team.change': admins,
  'sign_in.read': admins,
  'sign_in.change': admins,
  'account.change': everyone,
  'service_token.read': admins,
  'service_token.create': admins,
  'service_token.revoke': admins,
} as const satisfies Record<string, readonly Role[]>

export type StaffPermission = keyof typeof permissions

export function roleMay(role: Role, permission: StaffPermission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role)
}

type Access = { role: Role; companyIds: readonly string[] | 'all'; companyRoles?: Readonly<Record<string, Role>> }

/** Someone’s role in a company. Without a company, the strongest one they have. */
export const roleIn = ({ role, companyRoles }: Omit<Access, 'companyIds'>, companyId?: string | null): Role =>
  (companyId ? companyRoles?.[companyId] : undefined) ?? role

/** The companies in which the person has the permission. */
export function companiesWhere(access: Access, permission: StaffPermission): readonly string[] | 'all' {
  const { companyIds } = access
  return companyIds === 'all' ? companyIds : companyIds.filter((id) => roleMay(roleIn(access, id), permission))
}
