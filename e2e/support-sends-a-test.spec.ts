import type { Page } from '@playwright/test'
import { registerCustomer, unique } from './fixtures/api'
import { awaitingCode, expect, fillSignIn, test } from './fixtures/fixtures'
import { phoneOn } from './fixtures/phone'
import { beginSession, endSession, personOf } from './fixtures/session'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

async function choose(page: Page, text: string, name: string) {
  await typeInto(page.getByRole('searchbox', { name: 'Send to' }), text)
  await page.getByRole('list', { name: 'Devices' }).getByRole('button', { name }).click()
}

test('support sends a test to one device and watches it arrive', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  const { environment, userId, token } = await registerCustomer(request)
  const title = unique('Test')
  await signInAs('support')
  await page.goto(`${environment.path}/test`)
  await choose(page, token.slice(-10), userId)
  await typeInto(page.getByRole('textbox', { name: 'Title', exact: true }), title)
  await expect(page.getByLabel('Payload as JSON')).toContainText(title)
  await expect(page.getByRole('figure', { name: 'On the lock screen' })).toContainText(title)
  await expectAccessible()

  await page.getByRole('button', { name: 'Send test' }).click()
  const result = page.getByRole('region', { name: 'Result' })
  await expect(result).toContainText('Attempt 1: accepted')
  await expect(result).toContainText('Simulated APNs')
  await expect(page.getByText('19 tests left').or(page.getByText(/\d+ tests? left/))).toBeVisible()
  await expectAccessible()
  await result.getByRole('link', { name: 'Open in Deliveries' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
})

test('a test’s stages appear by themselves, up to the phone’s receipt, even after a reload', async ({
  page,
  context,
  signInAs,
}) => {
  const environment = demoEnvironment()
  await signInAs('support')
  const phone = phoneOn(awaitingCode(await context.newPage()))
  await phone.open(environment)
  const userId = await phone.signIn()
  await phone.enable()
  await phone.lock()
  // Hold back the receipt until the phone is online again.
  await context.route('**/api/v1/receipts', (route) => route.abort())

  await page.goto(`${environment.path}/test`)
  await choose(page, userId, userId)
  await page.getByRole('button', { name: 'Send test' }).click()
  const result = page.getByRole('region', { name: 'Result' })
  await expect(result).toContainText('Attempt 1: accepted')
  await expect(result.getByRole('status')).toContainText('Waiting')
  await page.reload()
  await expect(result).toContainText('Attempt 1: accepted')
  await expect(result.getByRole('status')).toContainText('Waiting')

  await context.unroute('**/api/v1/receipts')
  await phone.notifications.getByRole('button').first().click()
  await expect(result).toContainText(/Opened by the customer|Received on the phone/)
  await expect(result.getByRole('status')).toHaveCount(0)
})

test('following a test continues after its session has ended and the person has signed in again', async ({
  page,
  context,
  request,
}) => {
  const { environment, userId } = await registerCustomer(request)
  await beginSession(context, 'support')
  await page.goto(`${environment.path}/test`)
  await choose(page, userId, userId)
  await page.getByRole('button', { name: 'Send test' }).click()
  const result = page.getByRole('region', { name: 'Result' })
  await expect(result).toContainText('Attempt 1: accepted')
  await endSession(context, { keepsCookie: true })
  const dialog = page.getByRole('dialog', { name: 'Your session has ended. Sign in again' })
  await fillSignIn(dialog, personOf('support'))
  await expect(dialog).toBeHidden()
  await expect(result.getByRole('status')).toContainText('Waiting')
})

test('a payload that APNs would reject is reported while typing, and can’t be sent', async ({
  page,
  signInAs,
  request,
}) => {
  const { environment, userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto(`${environment.path}/test`)
  await choose(page, userId, userId)
  await typeInto(page.getByRole('textbox', { name: /^Badge/ }), 'many')
  await expect(page.getByText('payload.aps.badge')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send test' })).toBeDisabled()
  await typeInto(page.getByRole('textbox', { name: /^Badge/ }), '3')
  await expect(page.getByRole('button', { name: 'Send test' })).toBeEnabled()
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('x'.repeat(4_100))
  await expect(page.getByText(/accepts at most 4,096/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send test' })).toBeDisabled()
})

test('production requires the company’s name before anything is sent', async ({ page, signInAs }) => {
  const { path, company } = demoEnvironment('production')
  await signInAs('support')
  await page.goto(`${path}/test`)
  await page.getByRole('list', { name: 'Devices' }).getByRole('button').first().click()
  await page.getByRole('button', { name: 'Send test to production' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Send test' })).toBeDisabled()
  await typeInto(dialog.getByRole('textbox'), company)
  await expect(dialog.getByRole('button', { name: 'Send test' })).toBeEnabled()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('region', { name: 'Result' })).toHaveCount(0)
})
