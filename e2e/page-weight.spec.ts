import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { demoEnvironment } from './site'

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
  test(`weighs at most 180 kB of JavaScript and brings no database: ${address.replace(path, 'environment')}`, async ({
    page,
    signInAs,
  }) => {
    await signInAs('admin')
    const scripts = await scriptsOf(page, address)
    const own = scripts.filter((code) => !isEditorOrChart(code))
    expect(own.reduce((sum, code) => sum + gzipSync(code).length, 0)).toBeLessThanOrEqual(bytesMax)
    expect(scripts.filter((code) => code.includes('drizzle:'))).toEqual([])
  })

test('the sign-in brings nothing of the desk', async ({ page }) => {
  const scripts = await scriptsOf(page, '/sign-in')
  expect(scripts.reduce((sum, code) => sum + gzipSync(code).length, 0)).toBeLessThanOrEqual(160_000)
})

/** They come apart, and only where one is on the screen. */
const isEditorOrChart = (code: string) => code.includes('cm-scroller') || code.includes('recharts-wrapper')

async function scriptsOf(page: Page, address: string) {
  const bodies: Promise<string>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.text())
  })
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return Promise.all(bodies)
}
