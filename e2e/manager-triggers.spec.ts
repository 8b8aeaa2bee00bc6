import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

test('an admin creates a trigger, an alert calls it, and it is revoked', async ({
  page,
  request,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('admin')
  // The prompt is already off here, so other tests see no difference.
  await page.goto(`${demoEnvironment('sandbox', 'contoso-travel').path}/settings?tab=keys`)
  await expect(page.getByText('No triggers yet')).toBeVisible()
  const dialog = page.getByRole('dialog')
  const row = page.getByRole('table', { name: 'Triggers' }).getByRole('row').filter({ hasText: 'Alerts at night' })

  const url = await test.step('its URL is shown once', async () => {
    await page.getByRole('button', { name: 'Create trigger…' }).click()
    await typeInto(dialog.getByLabel('Name'), 'Alerts at night')
    await expectAccessible()
    await dialog.getByRole('button', { name: 'Create trigger' }).click()
    const shown = await dialog.getByText(/\/api\/v1\/triggers\/tr_/).textContent()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(row).toContainText('Never')
    return shown ?? ''
  })

  await test.step('a POST turns the prompt off, and the list says when', async () => {
    const answer = await request.post(url, { failOnStatusCode: true })
    expect(await answer.json()).toMatchObject({ trigger: 'Alerts at night', act: 'turn_off', outcome: 'off' })
    await page.reload()
    await expect(row).not.toContainText('Never')
  })

  await test.step('once revoked, it is not found', async () => {
    await row.getByRole('button', { name: /Revoke/ }).click()
    await page
      .getByRole('alertdialog')
      .or(dialog)
      .getByRole('button', { name: /Revoke/ })
      .click()
    await expect(row).toContainText('Revoked')
    expect((await request.post(url)).status()).toBe(404)
  })
})
