import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { inviteViewer } from './fixtures/viewer'

/** Every control that changes, sends, or exports something. */
const acts =
  /^(Send|Resend|Turn off|Turn on|Save|Disable|Enable|Remove|Erase|Export|Reveal|Upload|Create|Rotate|Revoke|Invite|Import|Customize|Propose)\b/

test('a viewer sees every page of their company, finds a delivery, and can’t change anything', async ({
  page,
  visit,
  signInAs,
}) => {
  const { path } = demoEnvironment('production')
  await signInAs('admin')
  const viewer = await visit()
  await inviteViewer(page, viewer)

  for (const at of ['overview', 'prompt', 'devices', 'deliveries', 'settings']) {
    await viewer.goto(`${path}/${at}`)
    await expect(viewer.getByRole('main').getByRole('heading').first()).toBeVisible()
    const enabled = viewer.getByRole('main').getByRole('button', { name: acts, disabled: false })
    await expect(enabled, at).toHaveCount(0)
  }
  await viewer.goto(`${path}/settings?tab=company-api`)
  await expect(viewer.getByRole('definition').filter({ hasText: /^None$/ })).toBeVisible()
  await viewer.goto(`${demoEnvironment().path}/simulator`)
  await expect(viewer.getByRole('switch').first()).toBeDisabled()
  await expect(
    viewer.getByRole('region', { name: 'Outage presets' }).getByText(/^Admins, .* can turn faults/),
  ).toHaveCount(1)
  await expect(viewer.getByText(/can turn faults/)).toHaveCount(1)
  await viewer.goto(`${demoEnvironment().path}/overview`)
  await expect(viewer.getByText(/can upload an APNs key/)).toBeVisible()
  await viewer.goto('/prompt')
  await expect(viewer.getByRole('main').getByRole('button', { name: acts, disabled: false })).toHaveCount(0)
  await viewer.goto('/audit')
  await expect(viewer.getByRole('heading', { name: 'You don’t have access to this page' })).toBeVisible()

  await viewer.goto(`${path}/deliveries`)
  await viewer.getByRole('table').getByRole('link').first().click()
  await expect(viewer.getByRole('button', { name: acts, disabled: false })).toHaveCount(0)

  // The newest delivery may be to an anonymous customer.
  await viewer.getByRole('region', { name: 'Notification and recipient' }).locator('a[href*="/customers/"]').click()
  await viewer.getByRole('link', { name: 'Why didn’t they get it?' }).click()
  await expect(viewer.getByRole('link', { name: 'Open device' }).first()).toBeVisible()
  await expect(viewer.getByRole('main').getByRole('link', { name: 'Send test' })).toHaveCount(0)
})
