import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { registerCustomer, writeTo } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

const log = () => `${demoEnvironment('production').path}/deliveries`
const rowLinks = (page: Page) =>
  page.getByRole('table', { name: 'Deliveries' }).getByRole('rowheader').getByRole('link')

test('anyone on duty reads why a delivery failed', async ({ page, signInAs, expectAccessible }) => {
  await signInAs('support')
  await page.goto(log())
  await page
    .getByRole('complementary', { name: 'Filters' })
    .getByRole('button', { name: /^Failed/ })
    .click()
  await expect(page).toHaveURL(/state=failed/)
  await page.getByRole('button', { name: /^Unregistered/ }).click()
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('Unregistered')
  await expect(page.getByRole('table', { name: 'Deliveries' })).not.toContainText('Accepted')
  await expectAccessible()

  await rowLinks(page).first().click()
  const sheet = page.getByRole('dialog', { name: 'Delivery' })
  await expect(sheet.getByRole('region', { name: 'Summary', exact: true })).toContainText(/no longer|removed|410|dead/i)
  await expect(sheet).toContainText('Attempt 1: 410 Unregistered')
  await expect(sheet).toContainText('Device selected')
  await expect(page).toHaveURL(/open=/)
  await expectAccessible()

  await sheet.getByRole('link', { name: 'Open as a page' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Attempt 1: 410 Unregistered')
  await expect(page.getByText('bearer …').or(page.getByText('authorization: …'))).toBeVisible()
  await expectAccessible()
})

test('the log works by keyboard: rows, the sheet, and its neighbors', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto(log())
  // The page fetches the counts itself. Once they show, it listens to keys.
  await expect(page.getByRole('button', { name: /^Failed/ })).toBeVisible()
  await page.keyboard.press('j')
  await expect(rowLinks(page).nth(0)).toBeFocused()
  await page.keyboard.press('j')
  await expect(rowLinks(page).nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Delivery' })
  await expect(sheet.getByRole('region', { name: 'Summary', exact: true })).toBeVisible()
  await expect(page).toHaveURL(/open=/)
  const opened = page.url()
  await page.keyboard.press('ArrowRight')
  await expect(page).not.toHaveURL(opened)
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(opened)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(page).not.toHaveURL(/open=/)

  await page.getByRole('switch', { name: 'Live' }).waitFor()
  await page.keyboard.press('l')
  await expect(page.getByRole('switch', { name: 'Live' })).not.toBeChecked()
  await expect(page).toHaveURL(/live=false/)
})

test('a time range is chosen on the chart by keyboard, and Back clears it', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto(log())
  const chart = page.getByRole('slider', { name: /Deliveries over time/ })
  await chart.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/from=.*until=/)
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('Until')
  await page.goBack()
  await expect(page).not.toHaveURL(/until=/)
})

test('a new message appears by itself, and the URL names its user only by our ID', async ({
  page,
  signInAs,
  request,
}) => {
  const { environment, userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto(`${environment.path}/deliveries`)
  await typeInto(page.getByRole('searchbox', { name: /Filter by user ID/ }), userId)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/customer=[0-9a-f-]{36}/)
  expect(page.url()).not.toContain(userId)
  await expect(page.getByText('No deliveries match')).toBeVisible()
  const { title } = await writeTo(request, { environment, userId })
  const row = page.getByRole('row').filter({ hasText: title })
  await expect(row).toBeVisible()
  await expect(row).toContainText('Accepted')
})

test('support exports the filtered deliveries; the file contains no formula and no token', async ({
  page,
  signInAs,
}) => {
  await signInAs('support')
  await page.goto(`${log()}?state=failed`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ])
  const csv = await readFile(await download.path(), 'utf8')
  const [header = '', ...rows] = csv.trim().split('\r\n')
  expect(header).toContain('delivery_id')
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.every((row) => row.includes(',failed,'))).toBe(true)
  expect(csv).not.toMatch(/[0-9a-f]{64}/)
})
