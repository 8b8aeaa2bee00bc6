import type { Page } from '@playwright/test'
import { registerCustomer } from './api'
import { expect, neverAtRest, scripts, test } from './fixtures'
import { demoEnvironment } from './site'

test('the palette opens from everywhere, goes to a page, and gives the focus back', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto(`${demoEnvironment().path}/overview`)
  const opener = page.getByRole('button', { name: 'Search or paste an ID' })
  await opener.focus()
  await page.keyboard.press('Control+k')
  await expect(box(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('send test')
  await expect(page.getByRole('option', { name: /Send test/ })).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/test$/)
})

test('the palette offers only what the role may do', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('prompt')
  await expect(page.getByRole('option', { name: /^Prompt/ })).toBeVisible()
  await expect(page.getByRole('option', { name: /Turn the prompt/ })).toHaveCount(0)
})

const box = (page: Page) => page.getByRole('dialog', { name: 'Search or paste an ID' }).getByRole('combobox')

test('what is pasted into the palette is found, and Enter opens it', async ({ page, signInAs, request }) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  await page.evaluate((text) => navigator.clipboard.writeText(text), userId)
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Control+v')
  await expect(box(page)).toHaveValue(userId)
  await expect(page.getByRole('option', { name: new RegExp(userId) }).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/)
})

test('a typed id opens its customer by Enter, before anything was found as well', async ({
  page,
  signInAs,
  request,
}) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(userId)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('Enter opens what the whole text names, and never what a part of it named', async ({
  page,
  signInAs,
  request,
}) => {
  const { userId } = await registerCustomer(request)
  await registerCustomer(request, { userId: `${userId}0` })
  await registerCustomer(request, { userId: `${userId}1` })
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(userId)
  await expect(page.getByRole('option', { name: new RegExp(`^${userId} `) })).toBeVisible()
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${userId}1`)
})

test('no key is lost from Ctrl K on, also while the palette’s code is on its way', async ({
  page,
  signInAs,
  request,
}) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.addInitScript(neverAtRest)
  await page.goto('/team')
  let release: () => void = () => undefined
  const isReleased = new Promise<void>((resolve) => {
    release = resolve
  })
  // Nothing that is asked for from here on arrives before it is let go.
  await page.route(scripts, async (route) => {
    await isReleased
    await route.continue()
  })
  await page.getByRole('main').press('Control+k')
  await page.keyboard.type(`${userId.slice(0, 6)}?jx`)
  for (const _ of '?jx') await page.keyboard.press('Backspace')
  await expect(page.getByRole('status', { name: 'Opening' })).toHaveText(userId.slice(0, 6))
  release()
  await page.keyboard.type(userId.slice(6), { delay: 5 })
  await expect(box(page)).toHaveValue(userId)
  await expect(box(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the palette begins empty on a page that was loaded anew', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await expect(box(page)).toBeFocused()
  await page.keyboard.type('audit')
  await page.reload()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('account', { delay: 100 })
  await expect(box(page)).toHaveValue('account')
})

test('the palette’s code is there before the first key', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/team')
  await page.waitForLoadState('networkidle')
  await page.route(scripts, (route) => route.abort())
  await page.getByRole('main').press('Control+k')
  await expect(box(page)).toBeFocused()
})

test('no key is lost either where the page’s own code is on its way', async ({ visit, stateOf, request }) => {
  const { userId } = await registerCustomer(request)
  const page = await visit(await stateOf('support'), { hasScripts: false })
  let release: () => void = () => undefined
  const isReleased = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.context().unroute(scripts)
  await page.route(scripts, async (route) => {
    await isReleased
    await route.continue()
  })
  await page.goto('/team', { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type(userId)
  release()
  await expect(box(page)).toHaveValue(userId)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('a command that is typed whole before its box is there is carried out', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.addInitScript(neverAtRest)
  await page.goto(`${demoEnvironment().path}/overview`)
  let release: () => void = () => undefined
  const isReleased = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(scripts, async (route) => {
    await isReleased
    await route.continue()
  })
  await page.getByRole('main').press('Control+k')
  await page.keyboard.type('theme')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  release()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('single keys are listed by ?, never fire while typing, and can be switched off', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/account')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.getByLabel('Name').press('?')
  await expect(list).toHaveCount(0)
  await page.getByRole('main').press('?')
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click()
  await page.getByRole('main').press('?')
  await expect(list).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('switch', { name: 'Single-key shortcuts' })).not.toBeChecked()
})
