import type { Page, Route } from '@playwright/test'
import { registerCustomer, writeTo } from './fixtures/api'
import { expect, scripts, takenUp, test } from './fixtures/fixtures'
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

for (const width of [1440, 390])
  for (const address of pages)
    test(`nothing moves at ${width} px while the code of a page arrives: ${address.replace(path, 'environment')}`, async ({
      page,
      signInAs,
    }) => {
      await signInAs('admin')
      expect(await movesOf(page, address, width)).toEqual([])
    })

test('nothing moves while the code of a customer arrives', async ({ page, signInAs, request }) => {
  const { environment, userId, deviceId } = await registerCustomer(request)
  await writeTo(request, { environment, userId })
  await signInAs('admin')
  await page.goto(`${environment.path}/devices/${deviceId}`)
  const href = await page.getByRole('link', { name: userId }).getAttribute('href')
  expect(await movesOf(page, href ?? '')).toEqual([])
})

test('nothing moves while the code of an event webhook’s buttons arrives', async ({ page, signInAs }) => {
  await signInAs('admin')
  const address = `${demoEnvironment('production', 'contoso-travel').path}/settings?tab=events`
  await page.goto(address)
  await page.getByRole('button', { name: 'Add webhook…' }).click()
  const dialog = page.getByRole('dialog')
  await typeInto(dialog.getByLabel('URL'), 'https://example.com/events')
  await dialog.getByRole('button', { name: 'Add webhook' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  // The server, too, loads the buttons’ code when it first renders them.
  await page.reload()
  expect(await movesOf(page, address)).toEqual([])
})

/** What moved on a page while first its own code arrived, and then that of its parts. */
async function movesOf(signedIn: Page, address: string, width = 1440) {
  const page = await signedIn.context().newPage()
  await page.setViewportSize({ width, height: 900 })
  await page.addInitScript(watchShifts)
  const held: Route[] = []
  let isHolding = true
  await page.route(scripts, (route) => (isHolding ? void held.push(route) : route.continue()))
  const release = () => Promise.all(held.splice(0).map((route) => route.continue()))
  await page.goto(address, { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(painted)
  // Code that a part asks for after this is held back again, while the frame around it starts.
  while (!(await page.evaluate(isStarted))) await release()
  await page.evaluate(painted)
  isHolding = false
  await release()
  await takenUp(page)
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await page.evaluate(painted)
  return page.evaluate((min) => window.shifts.filter(({ value, moved }) => value > min && moved.length > 0), shiftMin)
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

/** Runs in the page. Shifts are measured per frame. */
const painted = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
