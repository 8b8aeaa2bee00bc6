import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/fixtures'
import { heldBack } from './fixtures/held-back'
import { demoEnvironment } from './fixtures/site'

const parts = /[?&]_rsc=/

test('the page stays, with a progress bar, until the next one has loaded', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/team')
  const release = await heldBack(page, parts)
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByRole('progressbar', { name: 'Loading page' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
  release()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'Loading page' })).toHaveCount(0)
})

for (const [means, mean] of Object.entries({
  'a pointer rests on it': (page: Page) => linkIn(page).hover(),
  'it has the focus': (page: Page) => linkIn(page).focus(),
}))
  test(`a link fetches its page once ${means}, and a click shows it without another request`, async ({
    page,
    signInAs,
  }) => {
    await signInAs('support')
    await page.goto('/team')
    await mean(page)
    await page.waitForFunction(wholePageCame)
    await page.route(parts, (route) => route.abort())
    await linkIn(page).press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  })

test('a page has a title at every moment of a navigation', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.addInitScript(watchTitle)
  await page.goto('/team')
  for (const name of ['Overview', 'Prompt', 'Devices', 'Deliveries', 'Send test', 'Overview']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
    await expect(page).toHaveTitle(new RegExp(`^${name} `))
  }
  await page.getByRole('navigation').getByRole('link', { name: 'Devices', exact: true }).click()
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/devices\/.+/)
  await expect(page).not.toHaveTitle(/^Devices /)
  const titles = await page.evaluate<string[]>('titles')
  expect(titles).toContainEqual(expect.stringMatching(/^Deliveries /))
  expect(titles).not.toContain('')
})

/** Runs in the page: records each title while the page's head changes. */
const watchTitle = () => {
  const titles: string[] = []
  Object.assign(window, { titles })
  const watch = () => {
    new MutationObserver(() => titles.push(document.title)).observe(document.head, { childList: true, subtree: true })
  }
  addEventListener('DOMContentLoaded', watch)
}

/** Runs in the page. Next.js first prefetches an outline of the page, then all of it. */
const wholePageCame = () =>
  performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname.endsWith('/overview')).length > 1

const linkIn = (page: Page) => page.getByRole('link', { name: 'Overview' })

test('a URL shortened to its environment leads to the overview', async ({ page, signInAs }) => {
  await signInAs('support')
  const { path } = demoEnvironment()
  await page.goto(path)
  await expect(page).toHaveURL(`${path}/overview`)
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
})
