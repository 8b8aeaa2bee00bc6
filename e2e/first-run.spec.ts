import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { awaitingCode, expect, fillSignIn, test } from './fixtures'
import { startEmptyServer } from './own-server'
import { phoneOn } from './phone'
import { typeInto } from './typing'

const run = promisify(execFile)

test('an admin gets from the first sign-in of an empty installation to a received notification in 20 clicks', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const server = await startEmptyServer()
  const context = await browser.newContext({ baseURL: server.url })
  const page = awaitingCode(await context.newPage())
  const clicks = await countClicks(page)
  try {
    await page.goto('/sign-in')
    await fillSignIn(page, server.admin)
    await page.getByRole('button', { name: 'Create company' }).click()
    await typeInto(page.getByLabel('Name'), 'Fabrikam Insurance')
    await expect(page.getByLabel('Slug')).toHaveValue('fabrikam-insurance')
    await page.getByRole('dialog').getByRole('button', { name: 'Create company' }).click()
    await page.getByRole('button', { name: 'New app' }).click()
    await typeInto(page.getByLabel('Name'), 'Fabrikam')
    await typeInto(page.getByLabel('Bundle ID'), 'com.fabrikam.app')
    await page.getByRole('button', { name: 'Create app' }).click()
    await expect(page).toHaveURL(/\/fabrikam-insurance\/fabrikam\/sandbox\/overview$/)
    const steps = page.getByRole('list', { name: 'Setup steps' })
    const step = (title: string) => steps.getByRole('listitem').filter({ hasText: title })
    await expect(step('Choose where pushes go')).toContainText('(done)')
    await page.getByRole('button', { name: 'Create publishable key' }).click()
    await expect(step('Create the app’s API key')).toContainText('(done)')

    // The page of a colleague follows what the phone does.
    const other = awaitingCode(await context.newPage())
    await other.goto(page.url())
    const seen = other.getByRole('list', { name: 'Setup steps' }).getByRole('listitem')
    await page.getByRole('link', { name: 'Open demo phone' }).click()
    const phone = phoneOn(page)
    await expect(phone.phone.getByRole('button', { name: /^Side button/ })).toBeVisible()
    await phone.signIn('first-customer')
    await phone.enable()
    await expect(seen.filter({ hasText: 'Register the first device' })).toContainText('(done)')
    await phone.pressHome()
    await phone.lock()
    await other.getByRole('link', { name: 'Send a test notification' }).click()
    await other.getByRole('button', { name: 'Send test' }).click()
    await expect(phone.notifications.getByRole('button').first()).toBeVisible()
    await page.goto('/fabrikam-insurance/fabrikam/sandbox/overview')
    await expect(step('Send a test notification')).toContainText('(done)')
    // The two clicks in the colleague's page count as well.
    expect((await clicks()) + 2).toBeLessThanOrEqual(20)
  } finally {
    await context.close()
    await server.end()
  }
})

test('the call that the checklist shows registers a device, also where identity verification is on', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const server = await startEmptyServer()
  const context = await browser.newContext({
    baseURL: server.url,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = awaitingCode(await context.newPage())
  try {
    await page.goto('/sign-in')
    await fillSignIn(page, server.admin)
    await page.getByRole('button', { name: 'Create company' }).click()
    await typeInto(page.getByLabel('Name'), 'Fabrikam')
    await page.getByRole('dialog').getByRole('button', { name: 'Create company' }).click()
    await page.getByRole('button', { name: 'New app' }).click()
    await typeInto(page.getByLabel('Name'), 'App')
    await typeInto(page.getByLabel('Bundle ID'), 'com.fabrikam.app')
    await page.getByRole('button', { name: 'Create app' }).click()
    await expect(page).toHaveURL(/sandbox\/overview$/)
    await page.goto('/fabrikam/app/production/overview')
    await page.getByRole('button', { name: 'Create publishable key' }).click()
    await page.getByRole('button', { name: 'Copy curl' }).click()
    const call = await page.evaluate(() => navigator.clipboard.readText())
    const { stdout } = await run('sh', ['-c', call.replace('curl ', 'curl -s ')])
    expect(JSON.parse(stdout)).toMatchObject({ device: { kind: 'device_token', status: 'active' } })
    const device = page.getByRole('listitem').filter({ hasText: 'Register the first device' })
    await expect(device).toContainText('(done)', { timeout: 2_500 })
  } finally {
    await context.close()
    await server.end()
  }
})

/** Presses of the mouse in the page, over all its addresses. */
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
