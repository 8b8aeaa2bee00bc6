import { callApi } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { phoneOn } from './fixtures/phone'
import { importPrompt } from './fixtures/prompt-setting'
import { demoEnvironment } from './fixtures/site'

// The source text, sentence by sentence (see docs), acted out on the phone against the real server.
// Run serially in one browser: the rows about the prompt share one environment's configuration.
test.describe.configure({ mode: 'default' })

const environment = () => demoEnvironment('sandbox', 'contoso-travel')

test.beforeEach(async ({ signInAs }) => {
  await signInAs('admin')
})

test('row 1: an agent’s message, live or proactive, reaches a customer who doesn’t have the chat open', async ({
  page,
}) => {
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.enable()
  await the.pressHome()
  await the.lock()

  const live = await the.agentWrites('Your trip is booked')
  await expect(the.notifications.getByRole('button', { name: /Your trip is booked/ })).toBeVisible()
  await expect(live).toContainText('Accepted')
  await the.agentWrites('Check in opens tomorrow', { kind: 'Proactive' })
  await expect(the.notifications.getByRole('button', { name: /Check in opens tomorrow/ })).toBeVisible()
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
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.enable()
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
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.enable()
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
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.enable()
  await the.phone.getByRole('button', { name: 'Sign out' }).click()
  await the.alert.getByRole('button', { name: 'Sign out' }).click()
  await expect(the.phone.getByRole('textbox', { name: 'Customer number' })).toBeVisible()
  await expect(the.request('DELETE')).toContainText('204')
})

test('row 8: the app can tell our pushes from others', async ({ page }) => {
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.enable()
  await the.pressHome()
  await the.lock()
  await page.getByRole('button', { name: 'Send push from another sender' }).click()
  await expect(the.request('PUSH')).toContainText('from another sender')
  await the.notifications.getByRole('button', { name: /Spring savings/ }).click()
  await expect(the.phone.getByRole('alert')).toContainText('isn’t from the chat')
  await expect(the.request('/api/v1/receipts')).toHaveCount(0)
})

test('row 9: a notification opens its conversation, and is recorded as opened', async ({ page }) => {
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.enable()
  await the.pressHome()
  const outcome = await the.agentWrites('Please have a look')
  await the.phone.getByRole('button', { name: /Please have a look/ }).click()
  await expect(the.phone.getByRole('log', { name: 'Conversation' })).toContainText('Please have a look')
  await expect(outcome).toContainText('opened')
})

test('row 10: no push is sent while the customer is connected to chat', async ({ page }) => {
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.enable()
  await the.joinQueue()
  await the.agentWrites('Here I am')
  await expect(the.phone.getByRole('log', { name: 'Conversation' })).toContainText('Here I am')
  await expect(the.request('/api/v1/presence').first()).toContainText('200')
  const outcome = await the.agentWrites('And still here')
  await expect(the.phone.getByRole('log', { name: 'Conversation' })).toContainText('And still here')
  await expect(outcome).toContainText('the customer had the chat open')
  await expect(the.request('PUSH')).toHaveCount(0)
})

test('row 11: a customer who joins a queue is asked with the configured text in their language', async ({ page }) => {
  await importPrompt(page, environment().path)
  const the = phoneOn(page)
  await the.open(environment())
  await the.choose('Language', 'Deutsch')
  await the.signIn()
  await the.joinQueue()
  await expect(the.dialog.getByRole('heading', { name: 'Keine Antwort verpassen' })).toBeVisible()
  await the.dialog.getByRole('button', { name: 'Benachrichtigen' }).click()
  await expect(the.alert).toContainText('möchte dir Mitteilungen senden')
  await the.alert.getByRole('button', { name: 'Erlauben', exact: true }).click()
  await expect(page.getByText('Registered for push')).toBeVisible()
})

test('row 12: a customer who already accepted or denied isn’t asked', async ({ page }) => {
  await importPrompt(page, environment().path)
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  for (const permission of ['Allowed', 'Denied']) {
    await the.choose('Permission', permission)
    await the.joinQueue()
    await expect(the.phone.getByRole('status')).toContainText('already allowed or denied')
    await expect(the.dialog).toBeHidden()
    await the.phone.getByRole('button', { name: 'Leave the queue' }).click()
  }
  await the.choose('Permission', 'Not asked yet')
  await the.joinQueue()
  await expect(the.dialog).toBeVisible()
})

test('row 13: every new message is its own notification, in order', async ({ page }) => {
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.enable()
  await the.pressHome()
  await the.lock()
  for (const text of ['The first', 'The second', 'The third']) await the.agentWrites(text)
  await the.notifications.getByRole('button', { name: '2 more' }).click()
  const cards = the.notifications.getByRole('button', { name: /^Contoso/ })
  await expect(cards).toContainText(['The third', 'The second', 'The first'])
})

test('row 14: no push is sent while the app is active', async ({ page }) => {
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.enable()
  const outcome = await the.agentWrites('You are looking at the app')
  await expect(outcome).toContainText('the customer had the app open')
  await expect(the.phone).toContainText('1 new')
})

test('row 15: the prompt is controlled remotely, and waiting phones follow at once', async ({ page, pageOf }) => {
  await importPrompt(page, environment().path)
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.joinQueue()
  await expect(the.dialog).toBeVisible()

  const manager = await pageOf('admin')
  await manager.goto(`${environment().path}/prompt`)
  await manager.getByRole('button', { name: 'Turn off' }).click()
  await manager.getByRole('alertdialog').getByRole('button', { name: 'Turn off now' }).click()
  await expect(the.dialog).toBeHidden()
  await expect(the.phone.getByRole('status')).toContainText('the prompt is off')
  await manager.getByRole('button', { name: 'Undo' }).click()
  await expect(the.dialog).toBeVisible()
})

test('row 16: a person who can’t change the prompt sees which integration manager can', async ({ pageOf }) => {
  const support = await pageOf('support')
  await support.goto(`${demoEnvironment('sandbox').path}/prompt`)
  await expect(support.getByRole('main')).toContainText('Demo Manager')
})

test('row 17: the overview shows what is lost while the prompt is off', async ({ page }) => {
  await importPrompt(page, environment().path, { isOn: false })
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.joinQueue()
  await expect(the.phone.getByRole('status')).toContainText('the prompt is off')
  await page.goto(`${environment().path}/overview`)
  await expect(page.getByRole('main')).toContainText(/requested the prompt \d+ times? while it was off/)
})

async function copiedToken(the: ReturnType<typeof phoneOn>) {
  const page = the.phone.page()
  await page.getByRole('button', { name: /^Copy device token/ }).click()
  return page.evaluate(() => navigator.clipboard.readText())
}
