import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/fixtures'
import { appName, companyName, type ManyApps, makeManyApps } from './fixtures/many-apps'
import { startEmptyServer } from './fixtures/own-server'
import { openPage } from './fixtures/session'
import { typeInto } from './fixtures/typing'

// All tests share one server with 60 apps.
test.describe.configure({ mode: 'default' })

let server: Awaited<ReturnType<typeof startEmptyServer>>
let made: ManyApps

test.beforeAll(async () => {
  server = await startEmptyServer({
    prepare: async (db) => {
      made = await makeManyApps(db)
    },
  })
})

test.afterAll(() => server.end())

const pageAs = (browser: Parameters<typeof openPage>[0], who: keyof ManyApps['tokens']) =>
  openPage(browser, { url: server.url, token: made.tokens[who] })

const headings = (page: Page) => page.getByRole('main').getByRole('heading', { level: 2 })

test('Home lists the company with failing deliveries first, and the others in natural number order', async ({
  browser,
}) => {
  const page = await pageAs(browser, 'admin')
  await page.goto('/')
  const others = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15]
  await expect(headings(page)).toHaveText([7, ...others].map(companyName))
  const failing = page.getByRole('table', { name: `Apps of ${companyName(7)}` }).getByRole('rowheader')
  await expect(failing.nth(0)).toContainText(appName(11))
  await expect(failing.nth(2)).toContainText(appName(1))
  await expect(failing.nth(4)).toContainText(appName(2))
  await expect(failing.nth(6)).toContainText(appName(10))

  await page.keyboard.press('/')
  await page.keyboard.type('uberregionale BANK 7')
  await expect(page.getByText('4 of 60 apps')).toBeVisible()
  await expect(headings(page)).toHaveText([companyName(7)])
  await page.reload()
  await expect(page.getByText('4 of 60 apps')).toBeVisible()
  await typeInto(page.getByRole('textbox', { name: 'Find an app or company' }), 'nothing has this name')
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(headings(page)).toHaveCount(15)
  await page.context().close()
})

test('a favorite appears on Home and in the switcher, on the next visit too, and for no one else', async ({
  browser,
}) => {
  const page = await pageAs(browser, 'manager')
  await page.goto('/')
  await page
    .getByRole('table', { name: `Apps of ${companyName(12)}` })
    .getByRole('button', { name: `Add ${appName(2)} to favorites` })
    .click()
  const favorites = page.getByRole('table', { name: 'Favorites' })
  await expect(favorites.getByRole('rowheader').first()).toContainText(companyName(12))
  await page.getByRole('button', { name: /Switch environment/ }).click()
  const switcher = page.getByRole('dialog', { name: 'Switch app' })
  const group = switcher.getByRole('region', { name: 'Favorites' })
  await group.getByRole('link', { name: `${appName(2)}, Sandbox` }).click()
  await expect(page).toHaveURL(`${server.url}/company-12/app-2/sandbox/overview`)

  const admin = await pageAs(browser, 'admin')
  await admin.goto('/')
  await expect(admin.getByRole('table', { name: 'Favorites' })).toHaveCount(0)
  await admin.context().close()

  await page.goto('/')
  await expect(page.getByRole('navigation', { name: 'Recent' }).getByRole('link')).toHaveText([`${appName(2)}Sandbox`])
  await favorites.getByRole('button', { name: `Remove ${appName(2)} from favorites` }).click()
  await expect(favorites).toBeHidden()
  await page.context().close()
})

test('the switcher finds an app by keyboard, keeps the page, and remembers recent apps', async ({ browser }) => {
  const page = await pageAs(browser, 'manager')
  await page.goto(`${made.paths['3 1']}/devices`)
  const opener = page.getByRole('button', { name: /Switch environment/ })
  await opener.focus()
  await page.keyboard.press('Enter')
  const switcher = page.getByRole('dialog', { name: 'Switch app' })
  await expect(switcher.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('gewerbe 14 stiftungen 11')
  await expect(switcher.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(switcher.getByRole('link', { name: `${appName(11)}, Sandbox` })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${server.url}/company-14/app-11/sandbox/devices`)
  await expect(switcher).toBeHidden()

  await opener.click()
  const recent = switcher.getByRole('region', { name: 'Recent' })
  await expect(recent.getByRole('link', { name: `${appName(1)}, Production` })).toBeVisible()
  await expect(switcher.getByRole('region', { name: companyName(2) }).getByRole('listitem')).toHaveText(
    [1, 2, 10, 11].map((number) => new RegExp(`Stiftungen ${number}\\D`)),
  )
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
  await page.context().close()
})

test('a bulk change applies to the apps shown, and says whom it affects', async ({ browser }) => {
  const page = await pageAs(browser, 'manager')
  await page.goto('/prompt?find=gewerbe+14')
  await expect(page.getByRole('table', { name: 'Apps' }).getByRole('rowheader')).toHaveText(
    [1, 2, 10, 11].map((number) => `${appName(number)}${companyName(14)}`),
  )
  await page.getByRole('checkbox', { name: 'Select every app shown' }).click()
  const find = page.getByRole('textbox', { name: 'Find an app or company' })
  await typeInto(find, 'gewerbe 13 stiftungen 2')
  const bar = page.getByRole('region', { name: 'Selected apps' })
  await expect(bar).toContainText('0 apps selected')
  await expect(bar.getByRole('button', { name: 'Review' })).toBeDisabled()
  await page
    .getByRole('checkbox', { name: `Select ${appName(2)}` })
    .first()
    .click()
  await expect(bar).toContainText('1 app selected')
  await expect(bar).toContainText('4 more selected apps are hidden by the filter and stay as they are.')
  await bar.getByRole('combobox', { name: 'Change' }).click()
  await page.getByRole('option', { name: 'On for everyone' }).click()
  await bar.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review' })
  await expect(review.getByRole('heading', { level: 3 })).toHaveText([appName(2)])
  await expect(review).toContainText('3 of 3 clients active in the last 7 days are affected: 3 will now be asked')
  await expect(review).toContainText('3 of 3 clients affected')
  await review.getByRole('button', { name: 'Back' }).click()
  await bar.getByRole('button', { name: 'Show them' }).click()
  await expect(bar).toContainText('5 apps selected')
  await page.context().close()
})

for (const width of [390, 768, 1024, 1280, 1440])
  test(`no name overflows the screen at ${width} pixels`, async ({ browser }) => {
    const page = await pageAs(browser, 'admin')
    await page.setViewportSize({ width, height: 900 })
    const app = made.paths['10 2']
    const tabs = ['credentials', 'keys', 'events', 'environment'].map((tab) => `${app}/settings?tab=${tab}`)
    const ofApp = ['overview', 'devices', 'deliveries'].map((name) => `${app}/${name}`)
    for (const path of ['/', '/prompt', '/incidents', '/simulator', '/team', '/audit', ...ofApp, ...tabs]) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const tooWide = await page.evaluate(() => ({
        page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        tables: [...document.querySelectorAll('main table')]
          .filter(({ parentElement: around }) => around && around.scrollWidth > around.clientWidth)
          .map((table) => table.getAttribute('aria-label'))
          // This table has only numbers, and scrolls on its own.
          .filter((label) => label !== 'Deliveries by day'),
      }))
      expect(tooWide, path).toEqual({ page: 0, tables: [] })
    }
    await page.context().close()
  })
