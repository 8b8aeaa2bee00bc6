import type { Page } from '@playwright/test'
import { demo } from './site'

/** One address of each kind of page that a person reaches by links and tabs, beginning at the given ones. */
export async function addressesOf(page: Page, starts: string[]): Promise<string[]> {
  const found = new Map<string, string>()
  const waiting = [...starts]
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (found.has(kindOf(address))) continue
    found.set(kindOf(address), address)
    await page.goto(address)
    waiting.push(...(await linksOf(page)), ...(await tabsOf(page)))
  }
  return [...found.values()]
}

/** The same for every environment, customer, device and filter; tabs differ. */
function kindOf(address: string) {
  const { pathname, searchParams } = new URL(address, 'http://desk.invalid')
  const [company, app, environment, page, thing, ...below] = pathname.slice(1).split('/')
  const isEnvironment = demo().environments.some((one) => one.company === company)
  const path = isEnvironment ? [page, thing && 'one', ...below] : [company, app, environment]
  return JSON.stringify([path, searchParams.get('tab')])
}

async function linksOf(page: Page) {
  const links = await page
    .getByRole('link')
    .evaluateAll((all) => all.map((one) => new URL(one.getAttribute('href') ?? '', location.href).href))
  const { origin } = new URL(page.url())
  return links.filter((href) => href.startsWith(`${origin}/`) && !href.startsWith(`${origin}/api/`)).map(addressOf)
}

async function tabsOf(page: Page) {
  const reached: string[] = []
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    reached.push(addressOf(page.url()))
  }
  return reached
}

function addressOf(href: string) {
  const { pathname, search } = new URL(href)
  return pathname + search
}
