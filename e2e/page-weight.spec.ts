import type { Page, Response } from '@playwright/test'
import { expect, neverAtRest, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'

const bytesMax = 180_000
const { path } = demoEnvironment()

const pages = [
  '/',
  '/prompt',
  '/simulator',
  '/audit',
  '/team',
  '/account',
  `${path}/overview`,
  `${path}/prompt`,
  `${path}/devices`,
  `${path}/deliveries`,
  `${path}/test`,
  `${path}/settings`,
  `${path}/settings?tab=company-api`,
]

for (const address of pages)
  test(`loads at most 180 kB of JavaScript and no database code: ${address.replace(path, 'environment')}`, async ({
    page,
    signInAs,
  }) => {
    await signInAs('admin')
    const scripts = await scriptsOf(page, address)
    expect(weightOf(scripts.filter(({ code }) => !comesApart(code)))).toBeLessThanOrEqual(bytesMax)
    expect(scripts.filter(({ code }) => code.includes('drizzle:'))).toEqual([])
  })

test('the sign-in page loads nothing of the dashboard', async ({ page }) => {
  expect(weightOf(await scriptsOf(page, '/sign-in'))).toBeLessThanOrEqual(160_000)
})

/** Editors, charts, and the list of open incidents are separate chunks, loaded only on demand. */
const comesApart = (code: string) =>
  ['cm-scroller', 'recharts-wrapper', 'Open incidents'].some((own) => code.includes(own))

type Script = { code: string; bytes: number }

const weightOf = (scripts: Script[]) => scripts.reduce((sum, { bytes }) => sum + bytes, 0)

/** Collects the page's scripts with their compressed size. */
async function scriptsOf(page: Page, address: string) {
  const scripts: Promise<Script>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    const script = scriptIn(response)
    // A script that arrives after the count may still be on its way when the test ends.
    script.catch(() => undefined)
    scripts.push(script)
  })
  // Prefetches of an idle browser don't count: the page doesn't wait for them.
  await page.addInitScript(neverAtRest)
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return Promise.all(scripts)
}

async function scriptIn(response: Response) {
  const { responseBodySize } = await response.request().sizes()
  return { code: await response.text(), bytes: responseBodySize }
}
