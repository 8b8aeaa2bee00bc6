import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, test as base, expect, type Page } from '@playwright/test'
import { dataDir, demo, type Role } from './site'
import { typeInto } from './typing'

type Fixtures = {
  /** Signs the test's page in as one of the demo's staff members. */
  signInAs: (role: Role) => Promise<void>
  /** A page of another browser, signed in by the given file or as nobody; without scripts, as on a bad connection. */
  visit: (storageState?: string, loads?: { hasScripts: boolean }) => Promise<Page>
  /** The same for a second person. */
  pageOf: (role: Role) => Promise<Page>
  /** Fails with axe's own words when the page has a violation, in light and in dark. */
  expectAccessible: () => Promise<void>
}

/** Signs in once a role and worker, through the real form; later tests take the cookie over. */
type WorkerFixtures = { stateOf: (role: Role) => Promise<string> }

export const test = base.extend<Fixtures, WorkerFixtures>({
  stateOf: [
    async ({ browser }, use, { workerIndex, project }) => {
      const signedIn = new Set<Role>()
      await use(async (role) => {
        const path = join(dataDir, 'e2e', `${role}-${workerIndex}.json`)
        if (!signedIn.has(role)) await signInOnce(browser, role, path, project.use.baseURL)
        signedIn.add(role)
        return path
      })
    },
    { scope: 'worker' },
  ],
  signInAs: async ({ context, stateOf }, use) => {
    await use(async (role) => {
      const { cookies } = JSON.parse(await readFile(await stateOf(role), 'utf8'))
      await context.addCookies(cookies)
    })
  },
  page: async ({ page }, use) => use(awaitingCode(page)),
  visit: async ({ browser, baseURL }, use) => {
    const opened: Page[] = []
    await use(async (storageState, { hasScripts } = { hasScripts: true }) => {
      const context = await browser.newContext({ storageState, baseURL })
      if (!hasScripts) await context.route(scripts, (route) => route.abort())
      const page = hasScripts ? awaitingCode(await context.newPage()) : await context.newPage()
      opened.push(page)
      return page
    })
    for (const page of opened) await page.context().close()
  },
  pageOf: async ({ visit, stateOf }, use) => use(async (role) => visit(await stateOf(role))),
  expectAccessible: async ({ page }, use) => {
    await use(async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        // What is out of date while its successor comes is dimmed, and says so.
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
        // Nor are colours halfway from one theme or state to the next.
        await page.waitForFunction(isAtRest)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
        expect(told, `axe, ${colorScheme}, ${page.url()}`).toEqual([])
      }
    })
  },
})

export { expect } from '@playwright/test'

/** Runs in the page: the browser never has nothing to do, so nothing is fetched for later. */
export const neverAtRest = () => {
  window.requestIdleCallback = () => 0
}

/** Every script of a page. */
export const scripts = /\.js(\?|$)/

/** A click on what the server rendered is lost until its code is there, and a test clicks faster than anybody. */
export function awaitingCode(page: Page): Page {
  const { goto, reload } = page
  page.goto = async (...args) => {
    const response = await goto.apply(page, args)
    await takenUp(page)
    return response
  }
  page.reload = async (...args) => {
    const response = await reload.apply(page, args)
    await takenUp(page)
    return response
  }
  return page
}

/** The page's code is there, and answers. */
export const takenUp = (page: Page) => page.waitForFunction(isTakenUp)

/** Runs in the page. React marks each element that it has taken up. */
const isTakenUp = () =>
  [...document.querySelectorAll('button, input:not([type="hidden"])')].every((element) =>
    Object.keys(element).some((key) => key.startsWith('__reactProps')),
  )

/** Runs in the page. Skeletons and spinners never end, and are no reason to wait. */
const isAtRest = () =>
  document
    .getAnimations()
    .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity)

/** On the sign-in's own page, or over the page whose session has ended. */
export async function fillSignIn(
  page: Pick<Page, 'getByLabel' | 'getByRole'>,
  { email, password }: { email: string; password: string },
) {
  await typeInto(page.getByLabel('Email'), email)
  await typeInto(page.getByLabel('Password'), password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function signInOnce(browser: Browser, role: Role, path: string, baseURL: string | undefined) {
  const person = demo().staff.find((one) => one.role === role)
  if (!person) throw new Error(`the demo has no ${role}`)
  const context = await browser.newContext({ baseURL })
  const page = awaitingCode(await context.newPage())
  await page.goto('/sign-in')
  await fillSignIn(page, person)
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page).not.toHaveURL(/sign-in/)
  mkdirSync(join(dataDir, 'e2e'), { recursive: true })
  await context.storageState({ path })
  await context.close()
}
