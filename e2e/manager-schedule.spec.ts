import type { Locator, Page } from '@playwright/test'
import { browserArgs } from './fixtures/browser-args'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'

const { path } = demoEnvironment('sandbox', 'northwind-bank')

// Month, day, year, hour, minute, AM or PM: the order in which the fields take keys.
test.use({ launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: [...browserArgs, '--lang=en-US'] } })

/** Focuses the field's first part and types, as a person would. */
async function typeMoment(field: Locator, wall: string) {
  const [day = '', time = ''] = wall.split('T')
  const [year, month, date] = day.split('-')
  await field.blur()
  await field.focus()
  await field.pressSequentially(`${month}${date}${year}${time.replace(':', '')}AM`)
  await expect(field).toHaveValue(wall)
}

/** Moves to the year, the third part, with the arrow keys. */
async function enterYear(page: Page, field: Locator) {
  await field.blur()
  await field.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
}

const staged = (page: Page) => page.getByRole('region', { name: 'Unsaved changes' })

test.beforeEach(({ signInAs }) => signInAs('admin'))

test.describe('on the prompt page', () => {
  test.beforeEach(async ({ page }) => {
    // These tests save nothing, and no other journey saves at this level.
    await page.goto(`${path}/prompt?level=platform`)
    await page.getByRole('switch', { name: /^O/ }).click()
    await expect(page.getByRole('switch', { name: /^On: / })).toBeChecked()
  })

  test('a year typed into a filled start, end, or step is kept digit for digit', async ({ page }) => {
    await page.getByRole('button', { name: 'Add step' }).click()
    const [starts, ends, step] = [/^Starts/, /^Ends/, 'Step 1 starts'].map((name) => page.getByLabel(name))
    if (!starts || !ends || !step) throw new Error('a field is not there')
    await typeMoment(starts, '2027-06-01T09:00')
    await expect(starts).toHaveValue('2027-06-01T09:00')
    await typeMoment(ends, '2027-07-01T09:00')
    for (const field of [starts, ends, step]) {
      const [day] = (await field.inputValue()).split('T')
      await enterYear(page, field)
      await page.keyboard.type('2')
      await expect(field).toHaveValue(/^0002-/)
      await page.keyboard.type('031')
      await expect(field).toHaveValue(new RegExp(`^2031${day?.slice(4)}T`))
    }
    await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeHidden()
  })

  test('emptying one part empties no other, and the review rejects it until it is filled', async ({ page }) => {
    const starts = page.getByLabel(/^Starts/)
    await typeMoment(starts, '2027-06-01T09:00')
    await enterYear(page, starts)
    await page.keyboard.press('Backspace')
    await staged(page)
      .getByRole('button', { name: /Review/ })
      .click()
    await expect(page.getByRole('dialog', { name: 'Review' })).toBeHidden()
    await expect(page.getByText('four-digit year').first()).toBeVisible()
    await enterYear(page, starts)
    await page.keyboard.type('2028')
    await expect(starts).toHaveValue('2028-06-01T09:00')
  })

  test('a time that the zone’s clocks skip or repeat says so, with its offset', async ({ page }) => {
    const zone = page.getByRole('combobox', { name: 'Time zone' })
    const starts = page.getByLabel(/^Starts/)
    const choose = async (typed: string, name: string) => {
      await zone.click()
      await page.keyboard.type(typed)
      await page.getByRole('option', { name }).first().click()
      await expect(zone).toHaveValue(name)
    }
    await choose('new york', 'America/New York')
    await typeMoment(starts, '2027-03-14T02:30')
    await expect(starts).toHaveAccessibleDescription(
      'Clocks go forward, so 02:30 doesn’t exist on this day. This counts as 03:30, UTC−04:00.',
    )
    await expect(starts).toHaveValue('2027-03-14T02:30')
    await typeMoment(starts, '2027-11-07T01:30')
    await expect(starts).toHaveAccessibleDescription(
      'Clocks go back on this day, so 01:30 happens twice. This is the first, UTC−04:00.',
    )
    await page.getByRole('button', { name: 'Use the second, UTC−05:00' }).click()
    await expect(starts).toHaveAccessibleDescription(/This is the second, UTC−05:00\.$/)
    await choose('lord howe', 'Australia/Lord Howe')
    await typeMoment(starts, '2027-10-03T02:15')
    await expect(starts).toHaveAccessibleDescription(/This counts as 02:45, UTC\+11:00\.$/)
    await typeMoment(starts, '2027-10-04T09:00')
    await expect(starts).toHaveAccessibleDescription('UTC+11:00')
  })

  test('a time zone is found by its current and its former name', async ({ page }) => {
    const zone = page.getByRole('combobox', { name: 'Time zone' })
    for (const [typed, name] of [
      ['Calcutta', 'Asia/Kolkata'],
      ['Kolkata', 'Asia/Kolkata'],
      ['kiev', 'Europe/Kyiv'],
      ['Saigon', 'Asia/Ho Chi Minh'],
    ] as const) {
      await zone.click()
      await page.keyboard.type(typed)
      await page.keyboard.press('Enter')
      await expect(zone).toHaveValue(name)
    }
  })

  test('the ramp starts with its first step at once, and the review draws it and warns if it would ask too early', async ({
    page,
    expectAccessible,
  }) => {
    const share = page.getByRole('spinbutton', { name: 'Percentage of everyone else' })
    const review = page.getByRole('dialog', { name: 'Review' })
    const drawn = (where: Locator | Page) =>
      where.getByRole('figure', { name: 'Percentage of everyone else over time' })
    const tooEarly = /^Everyone is asked as soon as you save/
    await page.getByRole('button', { name: 'Ramp up over 4 days' }).click()
    await expect(share).toHaveValue('10')
    await expect(drawn(page)).toContainText(/Now10%.*25%.*50%.*100%/)
    await staged(page)
      .getByRole('button', { name: /Review/ })
      .click()
    await expect(drawn(review)).toContainText(/Now10%.*25%.*50%.*100%/)
    await expect(review.getByText(tooEarly)).toBeHidden()
    await expectAccessible()
    await review.getByRole('button', { name: 'Back' }).click()
    await share.fill('100')
    await expect(page.getByText(tooEarly)).toBeVisible()
    await staged(page)
      .getByRole('button', { name: /Review/ })
      .click()
    await expect(review.getByText(tooEarly)).toBeVisible()
  })

  test('the time to explain keeps a year typed into it', async ({ page }) => {
    await page.getByRole('tab', { name: 'Explain' }).click()
    const at = page.getByRole('textbox', { name: 'Time (optional)' })
    await typeMoment(at, '2027-06-01T09:00')
    await enterYear(page, at)
    await page.keyboard.type('2031')
    await expect(at).toHaveValue('2031-06-01T09:00')
    await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible()
  })
})

test('dates in the log and the audit log keep a year typed into them', async ({ page, pageOf }) => {
  await page.goto(`${path}/deliveries`)
  await page.getByRole('button', { name: /^Time/ }).click()
  const from = page.getByLabel('From')
  await typeMoment(from, '2025-06-01T09:00')
  await enterYear(page, from)
  await page.keyboard.type('2024')
  await expect(from).toHaveValue('2024-06-01T09:00')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/from=2024-06-01T07:00/)
  const admin = await pageOf('admin')
  await admin.goto('/audit?from=2025-06-01')
  const day = admin.getByLabel('From (UTC)')
  await enterYear(admin, day)
  await admin.keyboard.type('2024')
  await expect(day).toHaveValue('2024-06-01')
})
