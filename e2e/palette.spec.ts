import type { Page, Request } from '@playwright/test'
import { registerCustomer } from './fixtures/api'
import { expect, neverAtRest, scripts, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'

test('the palette opens from everywhere, goes to a page, and returns the focus', async ({ page, signInAs }) => {
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

test('the developer guides open from the palette, the help menu, and the settings, and the dashboard stays open', async ({
  page,
  context,
  signInAs,
}) => {
  await signInAs('support')
  const { path } = demoEnvironment()
  const opened = async (act: () => Promise<void>) => {
    const [tab] = await Promise.all([context.waitForEvent('page'), act()])
    await expect(tab.getByRole('heading', { level: 1, name: /^Pushdesk (API|SDK)$/ })).toBeVisible()
    await tab.close()
  }
  await page.goto(`${path}/settings`)
  for (const name of ['API reference', 'SDK guide']) {
    await opened(() => page.getByRole('main').getByRole('link', { name }).click())
    await page.getByRole('button', { name: 'Help' }).click()
    await opened(() => page.getByRole('menuitem', { name }).click())
    await page.keyboard.press('Control+k')
    await page.keyboard.type(name)
    await expect(page.getByRole('option', { name })).toBeVisible()
    await opened(() => page.keyboard.press('Enter'))
  }
  await expect(page).toHaveURL(new RegExp(`${path}/settings`))
})

test('the open palette gets key presses even if something else has the focus', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await expect(box(page)).toBeFocused()
  await page.getByRole('button', { name: 'Help', includeHidden: true }).evaluate((button) => button.focus())
  await page.keyboard.type('audi')
  await expect(box(page)).toHaveValue('audi')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Account')
  await page.getByRole('button', { name: 'Help', includeHidden: true }).evaluate((button) => button.focus())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/account$/)
})

test('the palette offers only actions that the role allows', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('prompt')
  await expect(page.getByRole('option', { name: /^Prompt/ })).toBeVisible()
  await expect(page.getByRole('option', { name: /Turn the prompt/ })).toHaveCount(0)
})

const box = (page: Page) => page.getByRole('dialog', { name: 'Search or paste an ID' }).getByRole('combobox')

test('a pasted ID is found in the palette, and Enter opens it', async ({ page, signInAs, request }) => {
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

test('Enter opens the customer with the typed ID, even before the search responds', async ({
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

test('Enter before the response waits for it, opens no stale result, and is canceled by more typing', async ({
  page,
  signInAs,
  request,
}) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  let release: () => void = () => undefined
  const isReleased = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/api/desk/look-up', async (route) => {
    await isReleased
    await route.continue()
  })
  await page.keyboard.press('Control+k')
  await page.keyboard.type(`${userId}zzz`)
  await page.keyboard.press('Enter')
  for (const _ of 'zzz') await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Searching…')
  release()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('a part of an ID, a label, an address, and another case lead to the customer by Enter', async ({
  page,
  signInAs,
  request,
}) => {
  const { userId, environment, deviceId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  for (const text of [userId.slice(3), `"userId": "${userId}",`, `USER_ID=${userId.toUpperCase()}`]) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
    await page.goto('/team')
  }
  await page.keyboard.press('Control+k')
  await page.keyboard.type(`https://pushdesk.example.com${environment.path}/devices/${deviceId}`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/devices/${deviceId}$`))
})

test('an unknown ID leads to the diagnosis page, with similar IDs', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  const { userId, environment } = await registerCustomer(request)
  const wrong = `${userId.slice(0, -1)}x`
  await signInAs('support')
  await page.goto(`${environment.path}/overview`)
  await page.keyboard.press('Control+k')
  await page.keyboard.type(wrong)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Why doesn’t ${wrong} get notifications?`)
  const similar = page.getByRole('region', { name: 'Similar IDs' })
  await expect(similar.getByRole('link', { name: userId })).toBeVisible()
  expect(page.url()).not.toContain(wrong)
  await expectAccessible()
  await similar.getByRole('link', { name: userId }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('an empty palette offers recently viewed customers', async ({ page, signInAs, request }) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(userId)
  const kept = page.waitForResponse('**/api/desk/recent-customers/keep')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
  await kept
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  const recent = page.getByRole('group', { name: 'Recent customers' }).getByRole('option', { name: userId })
  // Other journeys of the same person view customers at the same time.
  await recent.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('Enter opens the match for the whole text, never one for a part of it', async ({ page, signInAs, request }) => {
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

test('no key after Ctrl K is lost, even while the palette’s code is loading', async ({ page, signInAs, request }) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.addInitScript(neverAtRest)
  await page.goto('/team')
  let release: () => void = () => undefined
  const isReleased = new Promise<void>((resolve) => {
    release = resolve
  })
  // Every script requested from here on waits until it is released.
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

test('the palette is empty after a reload', async ({ page, signInAs }) => {
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
  await expect(box(page)).toBeFocused()
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

test('a command typed in full before the palette appears is carried out', async ({ page, signInAs }) => {
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

test('? lists the single-key shortcuts, which never fire while typing and can be turned off', async ({
  page,
  signInAs,
}) => {
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
