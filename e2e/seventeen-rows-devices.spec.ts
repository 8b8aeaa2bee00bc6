import { callApi } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { enabledPhoneOn, phoneOn } from './fixtures/phone'
import { demoEnvironment } from './fixtures/site'

// The source text, sentence by sentence (see docs), acted out on the phone against the real server.

const environment = () => demoEnvironment('sandbox', 'contoso-travel')

test.beforeEach(async ({ signInAs }) => {
  await signInAs('admin')
})

test('row 2: the company API is called with the device’s identifier, and a company can push through ours', async ({
  page,
  request,
}) => {
  const the = phoneOn(page)
  await the.open(environment())
  await page.getByRole('radio', { name: 'UUID' }).click()
  const userId = await the.signIn()
  await the.enable()
  await the.pressHome()
  const outcome = await the.agentWrites('Through the company')
  await expect(the.request('through the company')).toContainText('shown')
  await outcome.getByRole('link', { name: 'Open' }).click()
  await page.getByText('Request and response of attempt 1').click()
  await expect(page.getByRole('main')).toContainText('/api/simulator/company')
  await expect(page.getByRole('main')).toContainText(userId)

  await the.open(environment())
  await page.getByRole('radio', { name: 'APNs device token' }).click()
  await expect(the.request('PUT').filter({ hasText: '/api/v1/devices' }).first()).toContainText('201')
  const token = await copiedToken(the)
  const payload = { aps: { alert: { title: 'Contoso', body: 'The company pushed this' } } }
  await callApi(request, environment(), {
    method: 'POST',
    path: '/push',
    body: { to: { deviceToken: token }, payload },
  })
  await expect(the.request('through APNs').first()).toContainText('shown')
})

test('row 3: push is enabled with the device token that APNs gave the app', async ({ page }) => {
  const the = await enabledPhoneOn(page, environment())
  await expect(the.request('/api/v1/devices')).toContainText('201')
  await page.getByRole('link', { name: 'Open device' }).click()
  await expect(page.getByRole('main')).toContainText('Device token')
})

test('row 4: push is enabled with an arbitrary string, which only the company API can reach', async ({ page }) => {
  const the = phoneOn(page)
  await the.open(environment())
  await page.getByRole('radio', { name: 'UUID' }).click()
  await the.signIn()
  await the.enable()
  await expect(the.phone).toContainText('On, through the company API')
  await page.getByRole('link', { name: 'Open device' }).click()
  await expect(page.getByRole('main')).toContainText('Only the company API can reach this device')
})

test('row 5: push is disabled for the current user on the device', async ({ page }) => {
  const the = await enabledPhoneOn(page, environment())
  await the.notificationsSwitch.click()
  await expect(the.notificationsSwitch).not.toBeChecked()
  await expect(the.request('DELETE')).toContainText('204')
  await the.pressHome()
  const outcome = await the.agentWrites('Nobody should see this')
  await expect(outcome).not.toContainText('Accepted')
  await expect(outcome).toContainText(/No device|Suppressed/)
  await expect(the.request('PUSH')).toHaveCount(0)
})

test('row 6: the failure handler is called, failures can be told apart, and the app knows its state', async ({
  page,
}) => {
  const the = phoneOn(page)
  // Production verifies the customer's identity, so that it can be rejected.
  await the.open(demoEnvironment('production', 'contoso-travel'))
  await the.signIn()
  await the.enable()
  const failsWith = async (words: RegExp) => {
    await the.notificationsSwitch.click()
    await expect(the.phone.getByRole('alert')).toContainText(words)
  }
  await the.choose('User-Token', /^Another customer/)
  await failsWith(/couldn’t verify that it’s you/)
  await expect(the.notificationsSwitch).toBeChecked()
  await the.choose('User-Token', /^Valid/)
  await the.choose('Network', /^Rejected key/)
  await failsWith(/no longer accepted/)
  await expect(the.notificationsSwitch).toBeChecked()
  await the.choose('Network', /^Server error/)
  await failsWith(/has a problem \(503\)/)
  await the.choose('Network', /^Offline/)
  await failsWith(/no connection/)
  await expect(the.phone).toContainText('Turning off, not confirmed yet')
  // The SDK retries by itself once there is a network.
  await the.choose('Network', /^Online/)
  await expect(the.phone.getByText('Off', { exact: true })).toBeVisible()
})

test('row 7: the user changes only after disabling, and a phone that changed hands reaches only its new customer', async ({
  page,
}) => {
  const the = phoneOn(page)
  await the.open(environment())
  const first = await the.signIn()
  await the.enable()
  await the.phone.getByRole('button', { name: 'Sign out' }).click()
  await expect(the.alert).toContainText('turned off first')
  await the.alert.getByRole('button', { name: 'Cancel' }).click()
  await expect(the.phone).toContainText(first)

  // An app that lost its data can't disable push: the next registration moves the address.
  await page.getByRole('button', { name: 'Erase the app’s data' }).click()
  const second = await the.signIn()
  await expect(the.phone).toContainText(second)
  await expect(the.notificationsSwitch).toBeChecked()
  await the.pressHome()
  await expect(await the.agentWrites('For the first customer', { to: first })).toContainText(
    'The customer has no registered device.',
  )
  await the.agentWrites('For the second customer', { to: second })
  await expect(the.request('PUSH')).toHaveCount(1)
  await page.getByRole('link', { name: 'Open device' }).click()
  await expect(page.getByRole('main')).toContainText(first)
  await expect(page.getByRole('main')).toContainText(second)
})

test('row 7: signing out disables first', async ({ page }) => {
  const the = await enabledPhoneOn(page, environment())
  await the.phone.getByRole('button', { name: 'Sign out' }).click()
  await the.alert.getByRole('button', { name: 'Sign out' }).click()
  await expect(the.phone.getByRole('textbox', { name: 'Customer number' })).toBeVisible()
  await expect(the.request('DELETE')).toContainText('204')
})

async function copiedToken(the: ReturnType<typeof phoneOn>) {
  const page = the.phone.page()
  await page.getByRole('button', { name: /^Copy device token/ }).click()
  return page.evaluate(() => navigator.clipboard.readText())
}
