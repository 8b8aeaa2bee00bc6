import { randomBytes } from 'node:crypto'
import { expect, test } from './fixtures'
import { demoEnvironment } from './site'
import { typeInto } from './typing'

/** Every control by which something is changed, sent or taken out of the house. */
const acts =
  /^(Send|Resend|Recover|Turn off|Turn on|Save|Disable|Enable|Remove|Erase|Export|Reveal|Upload|Create|Rotate|Revoke|Invite|Import|Customize|Propose)\b/

test('a viewer sees every page of their company, finds a delivery, and can change nothing', async ({
  page,
  visit,
  signInAs,
}) => {
  test.slow()
  const { path } = demoEnvironment('production')
  const name = `Viewer ${randomBytes(3).toString('hex')}`
  await signInAs('admin')
  await page.goto('/team')
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite a person' })
  await typeInto(dialog.getByLabel('Name'), name)
  await typeInto(dialog.getByLabel('E-mail'), `${name.replaceAll(' ', '.').toLowerCase()}@example.com`)
  await dialog.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /Viewer/ }).click()
  await dialog.getByRole('checkbox', { name: 'Northwind Bank' }).click()
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = await dialog.getByText('/invitation/').textContent()

  const viewer = await visit()
  await viewer.goto(link ?? '')
  await typeInto(viewer.getByLabel('Password'), 'a few good words')
  await viewer.getByRole('button', { name: 'Start' }).click()
  await expect(viewer.getByRole('heading', { name: 'Companies' })).toBeVisible()

  for (const at of ['overview', 'prompt', 'devices', 'deliveries', 'settings']) {
    await viewer.goto(`${path}/${at}`)
    await expect(viewer.getByRole('main').getByRole('heading').first()).toBeVisible()
    const enabled = viewer.getByRole('main').getByRole('button', { name: acts, disabled: false })
    await expect(enabled, at).toHaveCount(0)
  }
  await viewer.goto('/prompt')
  await expect(viewer.getByRole('main').getByRole('button', { name: acts, disabled: false })).toHaveCount(0)
  await viewer.goto('/audit')
  await expect(viewer.getByRole('heading', { name: 'You don’t have access to this page' })).toBeVisible()

  await viewer.goto(`${path}/deliveries`)
  await viewer.getByRole('table').getByRole('link').first().click()
  await expect(viewer.getByRole('button', { name: acts, disabled: false })).toHaveCount(0)
})
