import type { Page } from '@playwright/test'
import { registerCustomer, writeTo } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'

const log = () => `${demoEnvironment('production').path}/deliveries`
const table = (page: Page) => page.getByRole('table', { name: 'Deliveries', exact: true })
const clock = /^[A-Z][a-z]{2} \d{1,2}, \d{2}:\d{2}:\d{2}$/

for (const width of [1280, 1440, 1920])
  test(`no column is cut off at ${width} pixels, and the list takes the full width`, async ({ page, signInAs }) => {
    await page.setViewportSize({ width, height: 900 })
    await signInAs('support')
    await page.goto(log())
    await expect(page.getByRole('button', { name: /^Failed/ })).toBeVisible()
    await expect(table(page).locator('tbody tr td:last-child time').nth(10)).toBeVisible()
    const box = await page.getByRole('group', { name: 'Deliveries', exact: true }).evaluate((element) => ({
      isCut: element.scrollWidth > element.clientWidth,
      right: element.getBoundingClientRect().right,
    }))
    expect(box.isCut).toBe(false)
    expect(width - box.right).toBeLessThan(60)
    const times = await table(page)
      .locator('tbody tr td:last-child time')
      .evaluateAll((all) =>
        all.map((time) => {
          const cell = time.closest('td') as HTMLElement
          return { text: time.textContent ?? '', isCut: time.getBoundingClientRect().width > cell.clientWidth }
        }),
      )
    const spilt = await table(page)
      .locator('th, td')
      .evaluateAll((cells) =>
        cells
          .filter((cell) => getComputedStyle(cell).overflowX !== 'hidden' && cell.scrollWidth > cell.clientWidth + 1)
          .map((cell) => cell.textContent),
      )
    expect(spilt).toEqual([])
    expect(times.length).toBeGreaterThan(10)
    for (const { text, isCut } of times) expect([clock.test(text), isCut]).toEqual([true, false])
  })

test('on a tall screen, where the end is near from the start, older deliveries follow the first scroll', async ({
  page,
  signInAs,
}) => {
  await page.setViewportSize({ width: 1440, height: 1900 })
  await signInAs('support')
  await page.goto(`${log()}?last=all&live=false`)
  await expect(table(page).locator('tr[aria-rowindex="50"]')).toBeVisible()
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)
  const before = await height()
  await page.mouse.move(700, 1000)
  await page.mouse.wheel(0, 20)
  await expect.poll(height).toBeGreaterThan(before)
})

test('the page holds fewer than 200 rows at any scroll position, and the keyboard still works', async ({
  page,
  signInAs,
}) => {
  await signInAs('support')
  await page.goto(`${log()}?last=all&live=false`)
  const held = () => page.locator('[data-index]').count()
  const furthest = () =>
    table(page)
      .locator('tbody tr[aria-rowindex]')
      .evaluateAll((rows) => Math.max(...rows.map((row) => Number(row.getAttribute('aria-rowindex')))))
  for (const goal of [100, 200, 300]) {
    await expect
      .poll(
        async () => {
          await page.keyboard.press('End')
          return furthest()
        },
        { timeout: 180_000 },
      )
      .toBeGreaterThan(goal)
    expect(await held()).toBeLessThan(200)
  }
  await table(page).getByRole('rowheader').getByRole('link').last().focus()
  const focused = page.locator('tr:focus-within')
  await expect(focused).toHaveCount(1)
  const before = Number(await focused.getAttribute('aria-rowindex'))
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('k')
  await expect(focused).toHaveAttribute('aria-rowindex', String(before - 12))
  // The focused row stays reachable by keyboard when scrolled out of view.
  await page.evaluate(() => window.scrollTo({ top: 0 }))
  await expect(table(page).locator('tr[aria-rowindex="2"]')).toBeVisible()
  await expect(focused).toHaveAttribute('aria-rowindex', String(before - 12))
  expect(await held()).toBeLessThan(200)
  await page.keyboard.press('k')
  await expect(focused).toHaveAttribute('aria-rowindex', String(before - 13))
})

test('chart, counts, and rows cover the same time span, which stays relative in the URL', async ({
  page,
  signInAs,
}) => {
  await signInAs('support')
  await page.goto(log())
  await expect(page.getByText(/Chart, counts, and list cover the last 7 days/)).toBeVisible()
  await expect(page.getByText('Times are in Europe/Berlin (UTC+01:00)')).toBeVisible()
  for (const [choice, last] of [
    ['Last 5 minutes', '5m'],
    ['Last 15 minutes', '15m'],
    ['Last 30 days', '30d'],
  ] as const) {
    const asked = ['rows', 'facets', 'chart'].map((part) =>
      page.waitForResponse((answer) => new RegExp(`/deliveries/${part}\\?.*last=${last}`).test(answer.url())),
    )
    await page.keyboard.press('t')
    await page.getByRole('button', { name: choice, exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`[?&]last=${last}(&|$)`))
    expect(page.url()).not.toContain('from=')
    const [, facets, chart] = await Promise.all(asked.map(async (answer) => (await answer).url()))
    // A delivery may drop out of a span of minutes between two responses.
    await expect(async () => {
      const { states } = await answered<{ states: { count: number; isCapped: boolean }[] }>(page, facets)
      const { bars } = await answered<{ bars: { total: number }[] }>(page, chart)
      expect(states.filter(({ isCapped }) => isCapped)).toEqual([])
      expect(sum(bars.map(({ total }) => total))).toBe(sum(states.map(({ count }) => count)))
    }).toPass()
    await expect(page.getByText(`Chart, counts, and list cover the ${choice.toLowerCase()}`)).toBeVisible()
  }
})

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)

const answered = async <Answer>(page: Page, url = ''): Promise<Answer> => (await page.request.get(url)).json()

test('two messages with the same title can be told apart, and the list works while the sheet is open', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  const { environment, userId } = await registerCustomer(request)
  const first = await writeTo(request, { environment, userId })
  const second = await writeTo(request, { environment, userId })
  await signInAs('support')
  await page.goto(`${environment.path}/deliveries?last=15m`)
  const link = (title: string) => table(page).getByRole('rowheader').getByRole('link', { name: title })
  await expect(link(first.title)).toContainText('Hello')
  await link(first.title).click()
  const sheet = page.getByRole('dialog', { name: 'Delivery' })
  await expect(sheet).toContainText(first.title)
  await expect(sheet.getByText(/\d{2}:\d{2}:\d{2}\.\d{3}/).first()).toBeVisible()
  await expectAccessible()
  await link(second.title).click()
  await expect(sheet).toContainText(second.title)
  await page.keyboard.press('j')
  await expect(sheet).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})
