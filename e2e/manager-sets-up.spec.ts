import { generateKeyPairSync } from 'node:crypto'
import type { Page } from '@playwright/test'
import { callApi, unique } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

const p8 = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

async function openTab(page: Page, name: string) {
  const { path } = demoEnvironment('sandbox')
  await page.goto(`${path}/settings`)
  await page.getByRole('tab', { name }).click()
}

test('an integration manager’s APNs key is read from its file and verified before it is stored', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  const key = p8()
  const seen: string[] = []
  page.on('response', async (answer) => {
    if (answer.request().resourceType() !== 'image') seen.push(await answer.text().catch(() => ''))
  })
  await signInAs('integration_manager')
  await openTab(page, 'APNs keys')
  const chosen = page.getByLabel('Choose .p8 file')
  const text = page.getByLabel('Private key')
  await chosen.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('PNG') })
  await expect(page.getByRole('alert').getByText('photo.png isn’t a .p8 file.')).toBeVisible()
  await expect(text).toHaveValue('')
  const file = { name: 'AuthKey_ABC123DEFG.p8', mimeType: 'application/octet-stream' }
  await chosen.setInputFiles({ ...file, buffer: Buffer.from(key) })
  await expect(text).toHaveValue(key)
  await expect(page.getByText('photo.png')).toHaveCount(0)
  await expect(page.getByLabel('Key ID')).toHaveValue('ABC123DEFG')
  await text.fill('-----BEGIN CERTIFICATE-----')
  await typeInto(page.getByLabel('Team ID'), 'TEAM123456')
  await page.getByRole('button', { name: 'Verify and save key' }).click()
  await expect(page.getByText('This is a certificate.')).toBeVisible()
  await expectAccessible()
  // The tests can't reach Apple, so nothing is stored unless someone chooses to.
  await text.fill(key)
  await page.getByRole('button', { name: 'Verify and save key' }).click()
  await expect(page.getByText('The key wasn’t saved.')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Save without verifying' })).toBeVisible()
  expect(seen.join('\n')).not.toContain(key.split('\n')[1])
})

test('an integration manager sets up the company API and tests it', async ({ page, signInAs, expectAccessible }) => {
  await signInAs('integration_manager')
  await openTab(page, 'Company API')
  await page.getByRole('checkbox', { name: 'Default body' }).click()
  await typeInto(page.getByLabel('Template'), '{"to":"{{adress}}"}')
  await expect(page.getByText('{{adress}} isn’t a placeholder.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Default body' }).click()
  await expectAccessible()
  await page.getByRole('button', { name: 'Send test request' }).click()
  await expect(page.getByText(/Response \d{3} after/)).toBeVisible()
  await expect(page.getByText(/webhook-signature: …/)).toBeVisible()
})

test('an integration manager creates, rotates, and revokes a key', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  const name = unique('Key')
  await signInAs('integration_manager')
  await openTab(page, 'API keys')
  await page.getByRole('radio', { name: 'Secret' }).click()
  await typeInto(page.getByLabel('Name'), name)
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByText('it won’t be shown again')).toBeVisible()
  const secretKey = (await page.getByText(/^sk_[\w-]{32}$/).textContent()) ?? ''
  await expectAccessible()
  const environment = { ...demoEnvironment('sandbox'), secretKey }
  await callApi(request, environment, { method: 'GET', path: '/deliveries?limit=1' })
  await page.reload()
  await expect(page.getByText(name).first()).toBeVisible()
  expect(await page.content()).not.toContain(secretKey)

  const lastFour = secretKey.slice(-4)
  await page.getByRole('button', { name: `Rotate ${name} ${lastFour}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click()
  await expect(page.getByRole('dialog').getByText(/^sk_[\w-]{32}$/)).toBeVisible()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('row').filter({ hasText: lastFour })).toContainText('Expires')

  await page.getByRole('button', { name: `Revoke ${name} ${lastFour}` }).click()
  const dialog = page.getByRole('alertdialog')
  await typeInto(dialog.getByRole('textbox'), lastFour)
  await dialog.getByRole('button', { name: 'Revoke key' }).click()
  await expect(page.getByRole('row').filter({ hasText: lastFour })).toContainText('Revoked')
  const refused = await request.get('/api/v1/deliveries', { headers: { authorization: `Bearer ${secretKey}` } })
  expect(refused.status()).toBe(401)
})

test('support reads the settings, learns who can change them, and changes nothing', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('support')
  await openTab(page, 'Identity')
  await expect(page.getByText(/ask your integration manager|has no integration manager/)).toBeVisible()
  await expectAccessible()
  for (const tab of ['APNs keys', 'Company API', 'API keys', 'Event webhooks', 'Identity', 'Environment']) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(
      page.getByRole('tabpanel').getByRole('button', { name: /Create|Save|Rotate|Revoke|save|Remove/ }),
    ).toHaveCount(0)
  }
})
