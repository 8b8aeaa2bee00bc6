import { expect, it } from 'vitest'
import { permissions, roleMay, type StaffPermission } from './permissions'
import { type Role, roleWord } from './staff/roles'
import { asksForStepUp } from './step-up'
import { markdownTable, straight } from './testing/markdown-table'

const roles: Role[] = ['admin', 'integration_manager', 'support', 'viewer']

const acts: Record<StaffPermission, string> = {
  'company.read': 'See companies, apps, and environments, and their health',
  'company.create': 'Create a company',
  'company.change': 'Rename a company, and set its approval rule and how long message texts are kept',
  'company.archive': 'Archive a company, and restore it',
  'app.create': 'Create an app',
  'app.change': 'Change an app',
  'app.archive': 'Archive an app, and restore it',
  'prompt.read': 'Read the prompt and its history, and test it',
  'prompt.publish': 'Save the prompt of an app or a company',
  'prompt.publish_platform': 'Save the platform prompt',
  'prompt.approve': 'Approve or reject someone else’s prompt change',
  'prompt.turn_off': 'Turn the prompt off, and pause a rollout',
  'trigger.create': 'Create a trigger',
  'trigger.revoke': 'Revoke a trigger',
  'device.read': 'See devices, with masked addresses',
  'device.ask': 'Ask the phone',
  'device.disable': 'Disable a device',
  'device.enable': 'Enable a device',
  'device.remove': 'Remove a device',
  'device.reveal_token': 'Reveal a device’s address',
  'device.export': 'Export devices',
  'customer.read': 'Look up a customer, and find out why a notification didn’t arrive',
  'customer.erase': 'Erase a customer',
  'customer.export': 'Export everything stored about a customer',
  'case.read': 'See the case files of a customer',
  'case.share': 'Share a case file',
  'case.revoke': 'Revoke a case file',
  'delivery.read': 'Read the delivery log',
  'delivery.export': 'Export deliveries',
  'delivery.send_again': 'Resend a notification',
  'delivery.recover': 'Resend all notifications that failed in an incident or a period',
  'test.send': 'Send a test notification',
  'incident.read': 'See incidents',
  'incident.acknowledge': 'Acknowledge an incident',
  'incident.note': 'Add a note to an incident',
  'incident.mute': 'Mute an incident',
  'channel.read': 'See channels',
  'channel.change': 'Add, change, test, and remove channels',
  'settings.read': 'See settings, without secrets',
  'credential.upload': 'Upload and verify an APNs key',
  'credential.revoke': 'Revoke an APNs key',
  'endpoint.change': 'Change the company API',
  'event_webhook.change': 'Add, change, test, replay, and delete event webhooks',
  'api_key.create': 'Create and rotate an API key',
  'api_key.revoke': 'Revoke an API key',
  'identity.change': 'Change identity verification and its secret',
  'simulator.use': 'Use the demo phone',
  'simulator.faults': 'Turn the simulator’s faults on and off',
  'simulator.sign_token': 'Sign a User-Token for the demo phone',
  'audit.read': 'Read the audit log',
  'audit.export': 'Export the audit log',
  'team.read': 'See the team',
  'team.invite': 'Invite a person',
  'team.change': 'Change a person’s role, companies, sessions, password link, or two-factor authentication',
  'sign_in.read': 'See the sign-in rules',
  'sign_in.change': 'Change the sign-in rules',
  'account.change': 'Change your own account',
  'service_token.read': 'See service tokens',
  'service_token.create': 'Create and rotate a service token',
  'service_token.revoke': 'Revoke a service token',
}

const confirms = (permission: StaffPermission) => {
  if (asksForStepUp(permission, {})) return 'yes'
  return asksForStepUp(permission, { environmentName: 'production' }) ? 'in production' : ''
}

it('docs/roles.md lists the roles of every permission (update it with `npx vitest run lib/roles-document.test.ts -u`)', async () => {
  const names = Object.keys(permissions) as StaffPermission[]
  const document = [
    '# Roles and permissions',
    '',
    'A role applies only in the companies that are assigned to the person. Admins have access to every company.',
    '',
    'For an act that needs confirmation, the person must have entered a password or a code, or used single sign-on, in the last',
    'ten minutes. Service tokens also have a role and companies, but don’t need confirmation.',
    '',
    'This page is generated from `lib/permissions.ts`.',
    '',
    ...markdownTable(
      ['act', ...roles.map(roleWord), 'confirmation', 'permission'],
      names.map((name) => [
        acts[name],
        ...roles.map((role) => (roleMay(role, name) ? '✓' : '')),
        confirms(name),
        `\`${name}\``,
      ]),
    ),
    '',
  ]
  await expect(straight(document.join('\n'))).toMatchFileSnapshot('../docs/roles.md')
})
