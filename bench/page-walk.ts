import type { Page } from 'playwright'
import { settle, timeBack, timeClick } from './page-browser'

export const clicks = Number(process.env.BENCH_CLICKS ?? 20)

export type Way = { name: string; from: string; link: string }

/** How a person reaches each page: the page they come from, and the link they click. */
export function waysIn(path: string): Way[] {
  const inRail = (name: string, href: string, from = `${path}/overview`) => ({
    name,
    from,
    link: `aside a[href="${href}"]`,
  })
  const inMain = (name: string, from: string, start: string) => ({ name, from, link: `main a[href^="${start}"]` })
  return [
    inRail('Overview', `${path}/overview`, `${path}/devices`),
    inRail('Prompt', `${path}/prompt`),
    inRail('Devices', `${path}/devices`),
    inRail('Deliveries', `${path}/deliveries`),
    inRail('Test', `${path}/test`),
    inRail('Settings', `${path}/settings`),
    inRail('APNs simulator', `${path}/simulator`),
    inRail('Companies', '/'),
    inRail('Phone', '/simulator'),
    inRail('All prompts', '/prompt'),
    inRail('Audit log', '/audit'),
    inRail('Team', '/team'),
    { name: 'Account', from: '/team', link: '[role="menu"] a[href="/account"]' },
    inMain('One device', `${path}/devices`, `${path}/devices/`),
    inMain('One customer', `${path}/devices`, `${path}/customers/`),
  ]
}

/** Median times there and back. The first click only warms up the server and isn't counted. */
export async function walk(page: Page, { from, link }: Way) {
  const there: number[] = []
  const back: number[] = []
  await page.goto(from)
  await settle(page)
  for (let click = 0; click <= clicks; click += 1) {
    if (link.startsWith('[role="menu"]')) await page.locator('aside [aria-haspopup="menu"]').last().click()
    there.push(await timeClick(page, link))
    await settle(page)
    back.push(await timeBack(page, from))
    await settle(page)
  }
  return { there: median(there.slice(1)), back: median(back.slice(1)) }
}

export const median = (times: number[]) =>
  Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0)
