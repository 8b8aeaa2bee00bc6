import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

test('an integration manager adds an event webhook, tests it, turns it off, and deletes it', async ({
  page,
  signInAs,
  baseURL: origin,
  expectAccessible,
}) => {
  const baseURL = origin ?? ''
  const { host } = new URL(baseURL)
  await signInAs('integration_manager')
  await page.goto(`${demoEnvironment('sandbox').path}/settings?tab=events`)
  await expect(page.getByText('No event webhooks yet')).toBeVisible()
  await expect(page.getByRole('switch', { name: 'Record events' })).not.toBeChecked()
  const dialog = page.getByRole('dialog')

  await test.step('an invalid value is reported beside its field', async () => {
    await page.getByRole('button', { name: 'Add webhook…' }).click()
    await typeInto(dialog.getByLabel('URL'), 'http://10.0.0.7/events')
    await dialog.getByRole('button', { name: 'Add webhook' }).click()
    await expect(dialog.getByText('This address is private.')).toBeVisible()
    await expectAccessible()
  })

  await test.step('its secret is shown once', async () => {
    await typeInto(dialog.getByLabel('URL'), `${baseURL}/no-receiver-here`)
    await dialog.getByRole('checkbox', { name: 'Delivery sent' }).click()
    await dialog.getByRole('button', { name: 'Add webhook' }).click()
    const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? ''
    expect(secret).toMatch(/^whsec_.{40}/)
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.reload()
    expect(await page.content()).not.toContain(secret)
  })

  const row = page.getByRole('row').filter({ hasText: '/no-receiver-here' })

  await test.step('a test shows the receiver’s response', async () => {
    await expect(row.getByText('Active')).toBeVisible()
    await expect(page.getByRole('switch', { name: 'Record events' })).toBeChecked()
    await expectAccessible()
    await page.getByRole('button', { name: `Send a test to ${host}` }).click()
    await expect(page.getByText('Couldn’t send a test').first()).toBeVisible()
    await expect(page.getByText(/HTTP 4\d\d/).first()).toBeVisible()
  })

  await test.step('events since a given time are resent', async () => {
    await page.getByRole('button', { name: `Send events to ${host} again` }).click()
    await dialog.getByRole('button', { name: 'Send again' }).click()
    await expect(page.getByText('Events resent').first()).toBeVisible()
  })

  await test.step('it is turned off in another tab, updates in this one by itself, and is deleted', async () => {
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.getByRole('button', { name: `Turn off ${host}` }).click()
    await expect(row.getByText('Off', { exact: true })).toBeVisible()
    await other.close()
    await page.getByRole('button', { name: `Delete ${host}` }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete webhook' }).click()
    await expect(page.getByText('No event webhooks yet')).toBeVisible()
    await page.getByRole('switch', { name: 'Record events' }).click()
    await expect(page.getByRole('switch', { name: 'Record events' })).not.toBeChecked()
  })
})

test('support sees event webhooks, but can’t change them', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto(`${demoEnvironment('production').path}/settings?tab=events`)
  await expect(page.getByText('No event webhooks yet')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add webhook…' })).toHaveCount(0)
  await expect(page.getByRole('switch', { name: 'Record events' })).toBeDisabled()
})
