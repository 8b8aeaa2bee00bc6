import { expect, test } from './fixtures/fixtures'
import { enabledPhoneOn } from './fixtures/phone'
import { demoEnvironment } from './fixtures/site'

// The source text, sentence by sentence (see docs), acted out on the phone against the real server.

const environment = () => demoEnvironment('sandbox', 'contoso-travel')

test.beforeEach(async ({ signInAs }) => {
  await signInAs('admin')
})

test('row 1: an agent’s message, live or proactive, reaches a customer who doesn’t have the chat open', async ({
  page,
}) => {
  const the = await enabledPhoneOn(page, environment())
  await the.pressHome()
  await the.lock()

  const live = await the.agentWrites('Your trip is booked')
  await expect(the.notifications.getByRole('button', { name: /Your trip is booked/ })).toBeVisible()
  await expect(live).toContainText('Accepted')
  await the.agentWrites('Check in opens tomorrow', { kind: 'Proactive' })
  await expect(the.notifications.getByRole('button', { name: /Check in opens tomorrow/ })).toBeVisible()
})

test('row 8: the app can tell our pushes from others', async ({ page }) => {
  const the = await enabledPhoneOn(page, environment())
  await the.pressHome()
  await the.lock()
  await page.getByRole('button', { name: 'Send push from another sender' }).click()
  await expect(the.request('PUSH')).toContainText('from another sender')
  await the.notifications.getByRole('button', { name: /Spring savings/ }).click()
  await expect(the.phone.getByRole('alert')).toContainText('isn’t from the chat')
  await expect(the.request('/api/v1/receipts')).toHaveCount(0)
})

test('row 9: a notification opens its conversation, and is recorded as opened', async ({ page }) => {
  const the = await enabledPhoneOn(page, environment())
  await the.pressHome()
  const outcome = await the.agentWrites('Please have a look')
  await the.phone.getByRole('button', { name: /Please have a look/ }).click()
  await expect(the.phone.getByRole('log', { name: 'Conversation' })).toContainText('Please have a look')
  await expect(outcome).toContainText('opened')
})

test('row 10: no push is sent while the customer is connected to chat', async ({ page }) => {
  const the = await enabledPhoneOn(page, environment())
  await the.joinQueue()
  await the.agentWrites('Here I am')
  await expect(the.phone.getByRole('log', { name: 'Conversation' })).toContainText('Here I am')
  await expect(the.request('/api/v1/presence').first()).toContainText('200')
  const outcome = await the.agentWrites('And still here')
  await expect(the.phone.getByRole('log', { name: 'Conversation' })).toContainText('And still here')
  await expect(outcome).toContainText('the customer had the chat open')
  await expect(the.request('PUSH')).toHaveCount(0)
})

test('row 13: every new message is its own notification, in order', async ({ page }) => {
  const the = await enabledPhoneOn(page, environment())
  await the.pressHome()
  await the.lock()
  for (const text of ['The first', 'The second', 'The third']) await the.agentWrites(text)
  await the.notifications.getByRole('button', { name: '2 more' }).click()
  const cards = the.notifications.getByRole('button', { name: /^Contoso/ })
  await expect(cards).toContainText(['The third', 'The second', 'The first'])
})

test('row 14: no push is sent while the app is active', async ({ page }) => {
  const the = await enabledPhoneOn(page, environment())
  const outcome = await the.agentWrites('You are looking at the app')
  await expect(outcome).toContainText('the customer had the app open')
  await expect(the.phone).toContainText('1 new')
})
