import type { Page } from '@playwright/test'
import { createFirstApp, onEmptyServer, setupStep } from './fixtures/first-company'
import { awaitingCode, expect, fillSignIn, takenUp, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'
import { phoneOn } from './fixtures/phone'
import { typeInto } from './fixtures/typing'

test('an admin gets from the first sign-in to a received notification in 20 clicks, and completes the checklist', async ({
  browser,
}) => {
  const { page, server, other, end } = await onEmptyServer(browser)
  const clicks = await countClicks(page)
  const clicksInOther = await countClicks(other)
  try {
    await createFirstApp(page, server.admin)
    await expect(setupStep(page, 'Choose where pushes go')).toContainText('(done)')
    await page.getByRole('button', { name: 'Create publishable key' }).click()
    await expect(setupStep(page, 'Create the app’s API key')).toContainText('(done)')

    // A colleague's page follows what happens on the phone.
    await other.goto(page.url())
    await page.getByRole('link', { name: 'Open demo phone' }).click()
    const phone = phoneOn(page)
    await expect(phone.phone.getByRole('button', { name: /^Side button/ })).toBeVisible()
    await phone.signIn('first-customer')
    await phone.enable()
    await expect(setupStep(other, 'Register the first device')).toContainText('(done)')
    await phone.pressHome()
    await phone.lock()
    await other.getByRole('button', { name: 'Send test' }).click()
    await expect(phone.notifications.getByRole('button').first()).toBeVisible()
    // The phone's progress shows on the open page without a click there.
    await expect(setupStep(other, 'Send a test notification')).toContainText('Received by a phone')
    expect((await clicks()) + (await clicksInOther())).toBeLessThanOrEqual(20)

    await page.goto('/fabrikam-insurance/fabrikam/sandbox/overview')
    await expect(setupStep(page, 'Send a test notification')).toContainText('Received by a phone')
    await page.getByRole('button', { name: 'Turn on the prompt…' }).click()
    const review = page.getByRole('dialog', { name: 'Review' })
    await expect(review.getByText('Starts asking')).toBeVisible()
    await review.getByRole('button', { name: 'Save' }).click()
    await expect(setupStep(page, 'Turn on the prompt')).toContainText('(done)')
    await page.getByRole('button', { name: 'Invite integration manager…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite a person' })
    await expect(dialog.getByRole('checkbox', { name: 'Fabrikam Insurance' })).toBeChecked()
    await typeInto(dialog.getByLabel('Name'), 'Ann')
    await typeInto(dialog.getByLabel('Email'), 'ann@example.com')
    await dialog.getByRole('button', { name: 'Create link' }).click()
    const link = await dialog.getByText('/invitation/').textContent()
    await dialog.getByRole('button', { name: 'Copy link' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByText('All steps are done.')).toBeVisible()
    await page.goto('/fabrikam-insurance/fabrikam/sandbox/overview')
    await expect(page.getByRole('heading', { name: 'Deliveries, last 7 days' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Set up this environment' })).toHaveCount(0)
  } finally {
    await end()
  }
})

test('with the demo, the phone opens on an app whose prompt is on, and the navigation rail follows', async ({
  browser,
}) => {
  const server = await startOwnServer()
  const page = awaitingCode(await browser.newPage({ baseURL: server.url }))
  const place = page.getByRole('button', { name: /^Switch environment/ })
  try {
    const admin = server.demo.staff.find(({ role }) => role === 'admin')
    await page.goto('/sign-in')
    await fillSignIn(page, admin ?? { email: '', password: '' })
    await expect(place).toContainText('Contoso Travel')
    await takenUp(page)
    await page.getByRole('link', { name: 'Demo phone' }).click()
    await expect(place).toContainText('Northwind Bank')
    const phone = phoneOn(page)
    await phone.signIn()
    await phone.joinQueue()
    await expect(phone.dialog).toBeVisible()
    await page.getByRole('combobox', { name: 'App and environment' }).click()
    await page.getByRole('option', { name: /Contoso Trips, production/ }).click()
    await expect(place).toContainText('Contoso Travel')
    await page.getByRole('link', { name: 'Overview' }).click()
    await expect(page).toHaveURL(/\/contoso-travel\/ios-trips\/production\/overview$/)
  } finally {
    await page.close()
    await server.end()
  }
})

/** Counts mouse clicks in the page, across navigations. */
async function countClicks(page: Page) {
  let count = 0
  await page.exposeFunction('countClick', () => {
    count += 1
  })
  await page.addInitScript(() => {
    const { countClick } = window as unknown as { countClick: () => void }
    window.addEventListener('pointerdown', () => countClick(), { capture: true })
  })
  return async () => count
}
