import type { Page } from '@playwright/test'
import { registerCustomer, writeTo } from './fixtures/api'
import { awaitingCode, expect, fillSignIn, test } from './fixtures/fixtures'
import { heldBack } from './fixtures/held-back'
import { startOwnServer } from './fixtures/own-server'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

const hashes = /\/hash$/

/** Counts refreshes of the page, and polls that differ from the one before. Other tests may change what it shows. */
function watched(page: Page) {
  const seen = { refreshes: 0, changes: 0 }
  let last: string | undefined
  page.on('request', (asked) => {
    if (asked.headers().rsc && !asked.headers()['next-router-prefetch']) seen.refreshes += 1
  })
  page.on('response', async (response) => {
    if (!hashes.test(response.url())) return
    const { hash } = await response.json()
    if (last !== undefined && hash !== last) seen.changes += 1
    last = hash
  })
  return seen
}

async function polls(page: Page, count: number) {
  for (let polled = 0; polled < count; polled += 1) await (await page.waitForResponse(hashes)).finished()
}

test('the pages of a device and its customer show a new message without a reload', async ({ pageOf, request }) => {
  const { environment, userId, deviceId } = await registerCustomer(request)
  const device = await pageOf('support')
  await device.goto(`${environment.path}/devices/${deviceId}`)
  await device.getByRole('link', { name: userId }).click()
  await expect(device.getByRole('heading', { level: 1 })).toHaveText(userId)
  const customer = await pageOf('support')
  await customer.goto(device.url())
  await device.goBack()
  await expect(device).toHaveTitle(/^Device /)
  await expect(customer).toHaveTitle(new RegExp(`^Customer ${userId}`))

  const { title } = await writeTo(request, { environment, userId })
  await expect(device.getByRole('list', { name: 'Timeline' })).toContainText(title)
  await expect(customer.getByRole('link', { name: `Why? ${title}` })).toBeVisible()
})

test('a change between a page and its first poll appears', async ({ pageOf, request }) => {
  const { environment, userId, deviceId } = await registerCustomer(request)
  const device = await pageOf('support')
  const poll = await heldBack(device, hashes)
  await device.goto(`${environment.path}/devices/${deviceId}`)
  const customer = await pageOf('support')
  await customer.goto(device.url())
  await customer.getByRole('link', { name: userId }).click()
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText(userId)
  const pollCustomer = await heldBack(customer, hashes)
  await customer.reload()
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText(userId)
  const { title } = await writeTo(request, { environment, userId })
  const seen = [watched(device), watched(customer)]
  poll()
  pollCustomer()
  await expect(device.getByRole('list', { name: 'Timeline' })).toContainText(title)
  await expect(customer.getByRole('link', { name: `Why? ${title}` })).toBeVisible()
  await Promise.all([polls(device, 3), polls(customer, 3)])
  // The first poll already differed from the page.
  for (const { refreshes, changes } of seen) expect(refreshes).toBeLessThanOrEqual(changes + 1)
})

for (const [name, path] of [
  ['Home', '/'],
  ['the overview', `${demoEnvironment('production', 'contoso-travel').path}/overview`],
] as const)
  test(`${name} refreshes at most once for each change`, async ({ pageOf }) => {
    const page = await pageOf('admin')
    const seen = watched(page)
    await page.goto(path)
    await polls(page, 3)
    // The first poll may already differ from the page.
    expect(seen.refreshes).toBeLessThanOrEqual(seen.changes + 1)
  })

test('a page refreshes once after a change, and not without one', async ({ browser }) => {
  // Its own server, where nothing else happens.
  const server = await startOwnServer()
  try {
    const context = await browser.newContext({ baseURL: server.url })
    const [page, other] = [awaitingCode(await context.newPage()), awaitingCode(await context.newPage())]
    const admin = server.demo.staff.find(({ role }) => role === 'admin')
    await page.goto('/sign-in')
    await fillSignIn(page, { email: admin?.email ?? '', password: admin?.password ?? '' })
    await page.waitForURL('/')
    const address = `${demoEnvironment().path}/settings?tab=events`
    await page.goto(address)
    const seen = watched(page)
    await polls(page, 2)
    expect(seen.refreshes).toBe(0)

    await other.goto(address)
    await other.getByRole('button', { name: 'Add webhook…' }).click()
    await typeInto(other.getByRole('dialog').getByLabel('URL'), 'https://example.com/events')
    await other.getByRole('dialog').getByRole('button', { name: 'Add webhook' }).click()
    await expect(page.getByRole('row').filter({ hasText: 'example.com/events' })).toBeVisible()
    await polls(page, 2)
    expect(seen.refreshes).toBe(1)
  } finally {
    await server.end()
  }
})

test('the overview and Home update their numbers without a reload', async ({ pageOf, request }) => {
  const { path } = demoEnvironment('sandbox', 'contoso-travel')
  const overview = await pageOf('support')
  await overview.goto(`${path}/overview`)
  const devices = overview.getByRole('link', { name: /^Active devices/ })
  const home = await pageOf('admin')
  await home.goto('/')
  const row = home
    .getByRole('row')
    .filter({ has: home.locator(`a[href="${path}/overview"]`) })
    .first()
  const active = row.locator(`a[href="${path}/devices?status=active"]`)
  const before = [await devices.textContent(), await active.textContent()]

  await registerCustomer(request, { company: 'contoso-travel' })
  await expect(devices).not.toHaveText(before[0] ?? '')
  await expect(active).not.toHaveText(before[1] ?? '')
})

test('files that phones and robots request by well-known names are public', async ({ request }) => {
  const robots = await request.get('/robots.txt')
  expect(await robots.text()).toContain('Disallow: /')
  const icon = await request.get('/apple-touch-icon.png')
  expect(icon.headers()['content-type']).toBe('image/png')
})
