import type { Request } from '@playwright/test'
import { registerCustomer } from './fixtures/api'
import { expect, neverAtRest, scripts, test } from './fixtures/fixtures'
import { heldBack } from './fixtures/held-back'
import { paletteBox } from './fixtures/palette'
import { demoEnvironment } from './fixtures/site'

test('no key after Ctrl K is lost, even while the palette’s code is loading', async ({ page, signInAs, request }) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.addInitScript(neverAtRest)
  await page.goto('/team')
  // Every script requested from here on waits until it is released.
  const release = await heldBack(page, scripts)
  await page.getByRole('main').press('Control+k')
  await page.keyboard.type(`${userId.slice(0, 6)}?jx`)
  for (const _ of '?jx') await page.keyboard.press('Backspace')
  await expect(page.getByRole('status', { name: 'Opening' })).toHaveText(userId.slice(0, 6))
  release()
  await page.keyboard.type(userId.slice(6), { delay: 5 })
  await expect(paletteBox(page)).toHaveValue(userId)
  await expect(paletteBox(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the palette is empty after a reload', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await expect(paletteBox(page)).toBeFocused()
  await page.keyboard.type('audit')
  await page.reload()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('account', { delay: 100 })
  await expect(paletteBox(page)).toHaveValue('account')
})

test('the palette’s code has loaded before the first key', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.addInitScript(restsWhenTold)
  await page.goto('/team')
  const [asked, came] = [new Set<Request>(), new Set<Request>()]
  page.on('request', (request) => scripts.test(request.url()) && asked.add(request))
  page.on('requestfinished', (request) => asked.has(request) && came.add(request))
  await page.evaluate(() => window.dispatchEvent(new Event('rest')))
  await expect.poll(() => came.size > 0 && came.size === asked.size).toBe(true)
  await page.route(scripts, (route) => route.abort())
  await page.getByRole('main').press('Control+k')
  await expect(paletteBox(page)).toBeFocused()
})

/** Runs in the page: the browser becomes idle only when told to. */
const restsWhenTold = () => {
  window.requestIdleCallback = (act) => {
    window.addEventListener('rest', () => act({ didTimeout: false, timeRemaining: () => 50 }), { once: true })
    return 0
  }
}

test('no key is lost while the page’s own code is loading', async ({ visit, stateOf, request }) => {
  const { userId } = await registerCustomer(request)
  const page = await visit(await stateOf('support'), { hasScripts: false })
  await page.context().unroute(scripts)
  const release = await heldBack(page, scripts)
  await page.goto('/team', { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type(userId)
  release()
  await expect(paletteBox(page)).toHaveValue(userId)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('a command typed in full before the palette appears is carried out', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.addInitScript(neverAtRest)
  await page.goto(`${demoEnvironment().path}/overview`)
  const release = await heldBack(page, scripts)
  await page.getByRole('main').press('Control+k')
  await page.keyboard.type('theme')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  release()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
