import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from '@playwright/test'
import { awaitingCode, expect, fillSignIn, takenUp, test } from './fixtures/fixtures'
import { startEmptyServer, startOwnServer } from './fixtures/own-server'
import { phoneOn } from './fixtures/phone'
import { typeInto } from './fixtures/typing'

const run = promisify(execFile)

test('an admin gets from the first sign-in to a received notification in 20 clicks, and completes the checklist', async ({
  browser,
}) => {
  const { page, server, other, end } = await onEmptyServer(browser)
  const clicks = await countClicks(page)
  const clicksInOther = await countClicks(other)
  try {
    await page.goto('/sign-in')
    await fillSignIn(page, server.admin)
    await createApp(page)
    await expect(step(page, 'Choose where pushes go')).toContainText('(done)')
    await page.getByRole('button', { name: 'Create publishable key' }).click()
    await expect(step(page, 'Create the app’s API key')).toContainText('(done)')

    // A colleague's page follows what happens on the phone.
    await other.goto(page.url())
    await page.getByRole('link', { name: 'Open demo phone' }).click()
    const phone = phoneOn(page)
    await expect(phone.phone.getByRole('button', { name: /^Side button/ })).toBeVisible()
    await phone.signIn('first-customer')
    await phone.enable()
    await expect(step(other, 'Register the first device')).toContainText('(done)')
    await phone.pressHome()
    await phone.lock()
    await other.getByRole('button', { name: 'Send test' }).click()
    await expect(phone.notifications.getByRole('button').first()).toBeVisible()
    // The phone's progress shows on the open page without a click there.
    await expect(step(other, 'Send a test notification')).toContainText('Received by a phone')
    expect((await clicks()) + (await clicksInOther())).toBeLessThanOrEqual(20)

    await page.goto('/fabrikam-insurance/fabrikam/sandbox/overview')
    await expect(step(page, 'Send a test notification')).toContainText('Received by a phone')
    await page.getByRole('button', { name: 'Turn on the prompt…' }).click()
    const review = page.getByRole('dialog', { name: 'Review' })
    await expect(review.getByText('Starts asking')).toBeVisible()
    await review.getByRole('button', { name: 'Save' }).click()
    await expect(step(page, 'Turn on the prompt')).toContainText('(done)')
    await page.getByRole('button', { name: 'Invite integration manager…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite a person' })
    await expect(dialog.getByRole('checkbox', { name: 'Fabrikam Insurance' })).toBeChecked()
    await typeInto(dialog.getByLabel('Name'), 'Ann')
    await typeInto(dialog.getByLabel('Email'), 'ann@example.com')
    await dialog.getByRole('button', { name: 'Create link' }).click()
    const link = await dialog.getByText('/invitation/').textContent()
    await dialog.getByRole('button', { name: 'Copy link' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByText('All steps are done.')).toBeVisible()
    await page.goto('/fabrikam-insurance/fabrikam/sandbox/overview')
    await expect(page.getByRole('heading', { name: 'Deliveries, last 7 days' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Set up this environment' })).toHaveCount(0)
  } finally {
    await end()
  }
})

test('with identity verification on, the checklist’s calls register a device when pasted as shown', async ({
  browser,
}) => {
  const { page, server, end } = await onEmptyServer(browser)
  try {
    await page.goto('/sign-in')
    await fillSignIn(page, server.admin)
    await createApp(page)
    await page.goto('/fabrikam-insurance/fabrikam/production/overview')
    await page.getByRole('button', { name: 'Create publishable key' }).click()
    const device = { kind: 'device_token', status: 'active' }
    expect(await pasted(page)).toMatchObject({ device })
    await expect(step(page, 'Register the first device')).toContainText('(done)')
    await step(page, 'Register the first device').getByText('Register the first device').click()
    await page.getByRole('button', { name: 'Sign a User-Token' }).click()
    await expect(page.getByText('User-Token: eyJ')).toBeVisible()
    expect(await pasted(page)).toMatchObject({ device })
    const [, userToken = ''] = /User-Token: ([\w.-]+)/.exec(await copied(page, 'call with curl')) ?? []
    await page.getByRole('radio', { name: 'TypeScript' }).click()
    await runTypeScript(await copied(page, 'call in TypeScript'), userToken)
    await page.goto('/fabrikam-insurance/fabrikam/production/devices')
    const rows = page.getByRole('row').filter({ hasText: 'setup-customer' })
    await expect(rows).toHaveCount(2)
  } finally {
    await end()
  }
})

test('an open checklist notices a device registered elsewhere, without reloading the page', async ({ browser }) => {
  test.setTimeout(240_000)
  const { page, server, end } = await onEmptyServer(browser)
  try {
    await page.goto('/sign-in')
    await fillSignIn(page, server.admin)
    await createApp(page)
    await page.getByRole('button', { name: 'Create publishable key' }).click()
    await expect(page.getByText('Waiting for the first registration.')).toBeVisible()
    const call = await copied(page, 'call with curl')
    const [, key = ''] = /Bearer (pk_[\w-]+)/.exec(call) ?? []
    const looks: string[] = []
    page.on('request', (request) => request.isNavigationRequest() && looks.push(request.url()))
    const registered = await fetch(`${server.url}/api/v1/devices`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ deviceToken: 'ab'.repeat(32), user: { id: 'outside' }, permission: 'authorized' }),
    })
    expect(registered.status).toBe(201)
    // The page polls every second. The first poll sent after the registration includes the device.
    const answer = await page.waitForResponse((response) => response.url().endsWith('/overview/setup'))
    const next = await page.waitForResponse((response) => response.url().endsWith('/overview/setup'))
    const told = await Promise.all([answer, next].map((response) => response.json()))
    expect(told.some(({ deviceId }) => deviceId !== null)).toBe(true)
    await expect(step(page, 'Register the first device')).toContainText('(done)')
    expect(looks).toEqual([])
  } finally {
    await end()
  }
})

test('a company API that may never be called is rejected on save, and the signing secret is shown on the first save', async ({
  browser,
}) => {
  const { page, server, end } = await onEmptyServer(browser)
  try {
    await page.goto('/sign-in')
    await fillSignIn(page, server.admin)
    await createApp(page)
    await page.goto('/fabrikam-insurance/fabrikam/production/settings?tab=company-api')
    await typeInto(page.getByLabel('URL'), 'https://192.168.1.20/push')
    await page.getByRole('button', { name: 'Save company API' }).click()
    await expect(page.getByText('192.168.1.20 isn’t a public address')).toContainText('COMPANY_API_ALLOWED_HOSTS')
    await typeInto(page.getByLabel('URL'), 'https://203.0.113.7/push')
    await page.getByRole('button', { name: 'Save company API' }).click()
    await expect(page.getByText('203.0.113.7 isn’t a public address')).toBeVisible()
    await typeInto(page.getByLabel('URL'), 'https://1.1.1.1/push')
    await page.getByRole('button', { name: 'Save company API' }).click()
    await expect(page.getByText(/^whsec_/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send test request' })).toBeVisible()
    await page.reload()
    await expect(page.getByText(/^whsec_/)).toHaveCount(0)
  } finally {
    await end()
  }
})

test('with the demo, the phone opens on an app whose prompt is on, and the navigation rail follows', async ({
  browser,
}) => {
  const server = await startOwnServer()
  const page = awaitingCode(await browser.newPage({ baseURL: server.url }))
  const place = page.getByRole('button', { name: /^Switch environment/ })
  try {
    const admin = server.demo.staff.find(({ role }) => role === 'admin')
    await page.goto('/sign-in')
    await fillSignIn(page, admin ?? { email: '', password: '' })
    await expect(place).toContainText('Contoso Travel')
    await takenUp(page)
    await page.getByRole('link', { name: 'Demo phone' }).click()
    await expect(place).toContainText('Northwind Bank')
    const phone = phoneOn(page)
    await phone.signIn()
    await phone.joinQueue()
    await expect(phone.dialog).toBeVisible()
    await page.getByRole('combobox', { name: 'App and environment' }).click()
    await page.getByRole('option', { name: /Contoso Trips, production/ }).click()
    await expect(place).toContainText('Contoso Travel')
    await page.getByRole('link', { name: 'Overview' }).click()
    await expect(page).toHaveURL(/\/contoso-travel\/ios-trips\/production\/overview$/)
  } finally {
    await page.close()
    await server.end()
  }
})

/** An installation without the demo, with two pages of one browser. */
async function onEmptyServer(browser: Browser) {
  const server = await startEmptyServer()
  const permissions = ['clipboard-read', 'clipboard-write']
  const context = await browser.newContext({ baseURL: server.url, permissions })
  const [page, other] = [awaitingCode(await context.newPage()), awaitingCode(await context.newPage())]
  const end = async () => {
    await context.close()
    await server.end()
  }
  return { server, page, other, end }
}

async function createApp(page: Page) {
  await expect(page.getByText('Create your first company')).toBeVisible()
  await takenUp(page)
  await page.getByRole('button', { name: 'Create company' }).click()
  await typeInto(page.getByLabel('Name'), 'Fabrikam Insurance')
  await expect(page.getByLabel('Slug')).toHaveValue('fabrikam-insurance')
  await page.getByRole('dialog').getByRole('button', { name: 'Create company' }).click()
  await page.getByRole('button', { name: 'New app' }).click()
  await typeInto(page.getByLabel('Name'), 'Fabrikam')
  await typeInto(page.getByLabel('Bundle ID'), 'com.fabrikam.app')
  await page.getByRole('button', { name: 'Create app' }).click()
  await expect(page).toHaveURL(/\/fabrikam-insurance\/fabrikam\/sandbox\/overview$/)
}

const step = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Setup steps' }).getByRole('listitem').filter({ hasText: title })

async function copied(page: Page, label: string) {
  await page.getByRole('button', { name: `Copy ${label}`, exact: true }).click()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Runs the displayed call in a shell and returns its response. */
async function pasted(page: Page) {
  const call = await copied(page, 'call with curl')
  const { stdout } = await run('sh', ['-c', call.replace('curl ', 'curl -s ')])
  return JSON.parse(stdout)
}

/** Checks the snippet against the SDK's types in an app that has a device token and a server, then runs it. */
async function runTypeScript(snippet: string, userToken: string) {
  const folder = await mkdtemp(join(tmpdir(), 'pushdesk-snippet-'))
  const file = join(folder, 'app.mts')
  await writeFile(
    file,
    `const deviceToken = new Uint8Array(32).fill(7)
const kept = new Map<string, string>()
const localStorage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
}
const signedByYourServer = async (_id: string) => '${userToken}'
${snippet.replace("'./pushdesk'", `'${join(process.cwd(), 'sdk/pushdesk')}'`)}
process.exit(0)
`,
  )
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
  ]
  await run('npx', ['tsc', ...options, '--skipLibCheck', '--types', 'node', file])
  await run('npx', ['tsx', file])
  await rm(folder, { recursive: true })
}

/** Counts mouse clicks in the page, across navigations. */
async function countClicks(page: Page) {
  let count = 0
  await page.exposeFunction('countClick', () => {
    count += 1
  })
  await page.addInitScript(() => {
    const { countClick } = window as unknown as { countClick: () => void }
    window.addEventListener('pointerdown', () => countClick(), { capture: true })
  })
  return async () => count
}
