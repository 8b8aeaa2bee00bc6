import { createFirstApp, onEmptyServer } from './fixtures/first-company'
import { expect, test } from './fixtures/fixtures'
import { typeInto } from './fixtures/typing'

test('a company API that may never be called is rejected on save, the signing secret is shown on the first save, and a new secret keeps typed text', async ({
  browser,
}) => {
  const { page, server, end } = await onEmptyServer(browser)
  try {
    await createFirstApp(page, server.admin)
    await page.goto('/fabrikam-insurance/fabrikam/production/settings?tab=company-api')
    await typeInto(page.getByLabel('URL'), 'https://192.168.1.20/push')
    await page.getByRole('button', { name: 'Save company API' }).click()
    await expect(page.getByText('192.168.1.20 isn’t a public address')).toContainText('COMPANY_API_ALLOWED_HOSTS')
    await typeInto(page.getByLabel('URL'), 'https://203.0.113.7/push')
    await page.getByRole('button', { name: 'Save company API' }).click()
    await expect(page.getByText('203.0.113.7 isn’t a public address')).toBeVisible()
    await typeInto(page.getByLabel('URL'), 'https://1.1.1.1/push')
    await page.getByRole('button', { name: 'Save company API' }).click()
    await expect(page.getByText(/^whsec_/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send test request' })).toBeVisible()
    await page.reload()
    await expect(page.getByText(/^whsec_/)).toHaveCount(0)

    const atOnce = page.getByLabel('Concurrent requests')
    await typeInto(atOnce, '300')
    await page.getByRole('button', { name: 'Rotate signing secret…' }).click()
    await typeInto(page.getByRole('alertdialog').getByRole('textbox'), '1.1.1.1')
    await page.getByRole('button', { name: 'Rotate secret' }).click()
    await expect(page.getByText(/^whsec_/)).toBeVisible()
    await expect(atOnce).toHaveValue('300')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Company API saved.')).toBeVisible()
    await expect(atOnce).toHaveValue('300')
  } finally {
    await end()
  }
})
