import type { BrowserContext, Route } from '@playwright/test'
import { awaitingCode, expect, fillSignIn, scripts, takenUp, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

/** Below this, a shift is the width of a digit. */
const shiftMin = 0.001

const { path } = demoEnvironment('production')

const settings = ['apns', 'company-api', 'keys', 'events', 'triggers', 'identity']
const pages = [
  '/',
  '/prompt',
  '/incidents',
  '/team',
  '/audit',
  '/account',
  `${path}/overview`,
  `${path}/prompt`,
  `${path}/prompt?tab=explain`,
  `${path}/prompt?tab=history`,
  `${path}/prompt?tab=results`,
  `${path}/devices`,
  `${path}/deliveries`,
  `${path}/test`,
  `${path}/settings`,
  ...settings.map((tab) => `${path}/settings?tab=${tab}`),
]

let server: Awaited<ReturnType<typeof startOwnServer>>
let context: BrowserContext

// Its own server, because what other tests send or save may move a page while this one looks.
test.describe.configure({ mode: 'default' })
test.beforeAll(async ({ browser }) => {
  server = await startOwnServer()
  context = await browser.newContext({ baseURL: server.url })
  const page = awaitingCode(await context.newPage())
  const admin = server.demo.staff.find(({ role }) => role === 'admin')
  await page.goto('/sign-in')
  await fillSignIn(page, { email: admin?.email ?? '', password: admin?.password ?? '' })
  await page.waitForURL('/')
  await page.close()
})
test.afterAll(async () => {
  await context.close()
  await server.end()
})

for (const width of [1440, 390])
  for (const address of pages)
    test(`nothing moves at ${width} px while the code of a page arrives: ${address.replace(path, 'environment')}`, async () => {
      expect(await movesOf(address, width)).toEqual([])
    })

test('columns keep their width while “just now” becomes older', async ({ browser }) => {
  // Its own context, because the clock is the whole context's.
  const own = await browser.newContext({ baseURL: server.url, storageState: await context.storageState() })
  const page = await own.newPage()
  await page.goto('/audit')
  const newest = Date.parse((await page.getByRole('row').locator('time').first().getAttribute('datetime')) ?? '')
  await page.clock.install({ time: newest })
  await page.goto('/audit')
  const header = page.getByRole('columnheader', { name: 'Time' })
  await expect(page.getByText('just now', { exact: true }).first()).toBeVisible()
  const width = (await header.boundingBox())?.width
  await page.clock.pauseAt(newest + 59_000)
  for (const [shown, minutesLater] of [
    ['59s ago', 0],
    ['59m ago', 59],
    ['23h ago', 23 * 60],
    ['59d ago', 59 * 24 * 60],
    ['23mo ago', 23 * 30 * 24 * 60],
  ] as const) {
    const at = newest + 59_000 + minutesLater * 60_000
    await page.clock.fastForward(at - (await page.evaluate(() => Date.now())))
    await expect(page.getByText(shown, { exact: true }).first()).toBeVisible()
    expect((await header.boundingBox())?.width, shown).toBe(width)
  }
  await own.close()
})

test('nothing moves while the code of a customer arrives', async () => {
  const page = await context.newPage()
  await page.goto(`${path}/deliveries?state=failed&last=all`)
  await page.locator('main').getByRole('link').and(page.locator('a[href*="/deliveries/"]')).first().click()
  const href = await page.locator('a[href*="/customers/"]').first().getAttribute('href')
  expect(await movesOf(href ?? '')).toEqual([])
})

test('nothing moves while the code of an event webhook’s buttons arrives', async () => {
  const page = awaitingCode(await context.newPage())
  const address = `${path}/settings?tab=events`
  await page.goto(address)
  await page.getByRole('button', { name: 'Add webhook…' }).click()
  const dialog = page.getByRole('dialog')
  await typeInto(dialog.getByLabel('URL'), 'https://example.com/events')
  await dialog.getByRole('button', { name: 'Add webhook' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  // The server, too, loads the buttons’ code when it first renders them.
  await page.reload()
  expect(await movesOf(address)).toEqual([])
})

/** What moved on a page while first its own code arrived, and then that of its parts. */
async function movesOf(address: string, width = 1440) {
  const page = await context.newPage()
  await page.setViewportSize({ width, height: 900 })
  await page.addInitScript(watchShifts)
  const held: Route[] = []
  let isHolding = true
  await page.route(scripts, (route) => (isHolding ? void held.push(route) : route.continue()))
  const release = () => Promise.all(held.splice(0).map((route) => route.continue()))
  await page.goto(address, { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(fontsAreThere)
  // Code that a part asks for after this is held back again, while the frame around it starts.
  while (!(await page.evaluate(isStarted))) await release()
  await page.evaluate(painted)
  isHolding = false
  await release()
  await takenUp(page)
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await page.evaluate(painted)
  const shifts = await page.evaluate(() => window.shifts)
  await page.close()
  return shifts.filter(({ value, moved }) => value > shiftMin && moved.length > 0)
}

type Shift = { value: number; moved: string[] }

declare global {
  interface Window {
    shifts: Shift[]
  }
}

/** Runs in the page. */
function watchShifts() {
  window.shifts = []
  const pixels = ({ x, y, width, height }: DOMRect) => [x, y, width, height].map(Math.round).join(' ')
  const described = ({ node, previousRect, currentRect }: Moved) => {
    const [from, to] = [pixels(previousRect), pixels(currentRect)]
    return from === to ? [] : [`${node instanceof Element ? node.outerHTML.slice(0, 120) : ''}: ${from} to ${to}`]
  }
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as LayoutShift[])
      window.shifts.push({ value, moved: sources.flatMap(described) })
  }).observe({ type: 'layout-shift', buffered: true })
}

/** TypeScript doesn’t know Chromium’s own entries. */
type LayoutShift = PerformanceEntry & { value: number; sources: Moved[] }
type Moved = { node?: Node; previousRect: DOMRect; currentRect: DOMRect }

/** Runs in the page. React marks the elements that it has taken up. */
const isStarted = () => Object.keys(document.documentElement).some((key) => key.startsWith('__reactProps'))

/** Runs in the page. A font that arrives late may move text, whatever the code does: forgets what has moved so far. */
const fontsAreThere = async () => {
  await document.fonts.ready
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  window.shifts = []
}

/** Runs in the page. Shifts are measured per frame. */
const painted = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
