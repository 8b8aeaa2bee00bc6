import type { BrowserContext, Locator, Page } from '@playwright/test'
import { addressesOf } from './fixtures/desk-map'
import { expect, fillSignIn, scripts, takenUp, test } from './fixtures/fixtures'
import { demo, demoEnvironment } from './fixtures/site'

const { path } = demoEnvironment()

/** Must not appear in any URL that the page visits. */
const typed = 'typed-before-the-scripts'

test('every form of the dashboard works, or fails without harm, if no script was loaded', async ({
  visit,
  stateOf,
}) => {
  test.setTimeout(480_000)
  const admin = await stateOf('admin')
  const addresses = ['/sign-in', ...(await addressesOf(await visit(admin), ['/', '/account', `${path}/settings`]))]
  const found: string[] = []
  for (const address of addresses) {
    const page = await visit(address === '/sign-in' ? undefined : admin, { hasScripts: false })
    await page.goto(address)
    const forms = await page.locator('form').count()
    for (let index = 0; index < forms; index += 1) {
      if (index > 0) await page.goto(address)
      const form = page.locator('form').nth(index)
      const name = `${address}: ${await nameOf(form)}`
      found.push(name)
      await test.step(name, () => sendWithoutScripts(page, form))
    }
  }
  // Forms that the scan must find: those whose action depends on the page's location, and those of the account page.
  for (const known of ['Verify and save key', 'Create key', 'Save name', 'Check token', 'Turn on', 'Sign in'])
    expect(
      found.filter((name) => name.endsWith(`: ${known}`)),
      known,
    ).not.toEqual([])
})

test('a form sent before its scripts load is handled, and the page continues once they load', async ({
  context,
  signInAs,
}) => {
  await signInAs('admin')
  const { page, release } = await heldPage(context)
  await page.goto(`${path}/settings?tab=keys`, { waitUntil: 'commit' })
  await page.getByLabel('Name').fill('Typed early')
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByText('Key created')).toBeVisible()
  release()
  await takenUp(page)
  await page.getByRole('tab', { name: 'Identity' }).click()
  await expect(page.getByLabel('JWKS URL')).toBeVisible()
})

test('a sign-in sent before its scripts load happens once they load', async ({ context }) => {
  const { page, release } = await heldPage(context)
  await page.goto('/sign-in', { waitUntil: 'commit' })
  await fillSignIn(page, demo().staff[0] ?? { email: '', password: '' })
  release()
  await expect(page).not.toHaveURL(/sign-in/)
})

/** Opens a page as on a bad connection: its scripts arrive only when released. */
async function heldPage(context: BrowserContext) {
  const page = await context.newPage()
  let release = () => undefined
  const released = new Promise<undefined>((resolve) => {
    release = () => void resolve(undefined)
  })
  await page.route(scripts, async (route) => {
    await released
    await route.continue()
  })
  return { page, release }
}

async function sendWithoutScripts(page: Page, form: Locator) {
  await fill(form)
  const { isPosted, address } = { isPosted: (await form.getAttribute('method')) === 'POST', address: page.url() }
  const posted = isPosted
    ? page.waitForResponse((answer) => answer.request().method() === 'POST', { timeout: 45_000 })
    : undefined
  await submit(form)
  if (posted) {
    expect((await posted).status()).toBe(200)
    await expect(page.getByRole('main').locator('[role="alert"], [role="status"], [aria-live]').first()).toBeVisible()
  } else {
    // React takes over the form once it loads. Until then, nothing is sent anywhere.
    expect(await form.getAttribute('action')).toMatch(/^javascript:/)
    await expect(form).toBeVisible()
    expect(page.url()).toBe(address)
  }
  expect(page.url()).not.toContain(typed)
  expect((await page.request.get('/healthz', { timeout: 45_000 })).status()).toBe(200)
}

async function fill(form: Locator) {
  for (const field of await form
    .locator('input[type=text], input[type=search], input[type=url], input[type=email], input[type=password], textarea')
    .all()) {
    if (!(await field.isVisible()) || (await field.inputValue())) continue
    const type = await field.getAttribute('type')
    await field.fill(type === 'email' ? `${typed}@example.com` : type === 'url' ? `https://${typed}.example` : typed)
  }
}

async function submit(form: Locator) {
  const button = form.locator('[type="submit"]')
  if (await button.count()) await button.click()
  else await form.locator('input:not([type="hidden"])').first().press('Enter')
}

/** Names the form by its button or by its label. */
const nameOf = (form: Locator) =>
  form.evaluate((element) => {
    const label = (selector: string) => element.querySelector(selector)?.getAttribute('aria-label')
    return (
      element.querySelector('[type="submit"]')?.textContent ||
      element.getAttribute('aria-label') ||
      label('input') ||
      ''
    )
  })
