import { type BrowserContext, chromium, type Page } from 'playwright'
import { findBrowser } from '@/bin/test/browser'
import { browserArgs } from '@/e2e/fixtures/browser-args'
import type { Demo } from '@/e2e/fixtures/site'

const viewport = { width: 1440, height: 900 }

/** Opens a real browser, signed in as the demo's admin. */
export async function openBrowser({ url, demo }: { url: string; demo: Demo }) {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs })
  const context = await browser.newContext({ baseURL: url, viewport })
  // tsx wraps named functions in a `__name` helper, which a page doesn't have.
  await context.addInitScript('globalThis.__name = (one) => one')
  await signIn(context, demo)
  return {
    /** A signed-in context with an empty cache. */
    async newContext() {
      return browser.newContext({ baseURL: url, viewport, storageState: await context.storageState() })
    },
    page: await context.newPage(),
    close: () => browser.close(),
  }
}

async function signIn({ request }: BrowserContext, { staff }: Demo) {
  const admin = staff.find(({ role }) => role === 'admin')
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const form = { email: admin?.email ?? '', password: admin?.password ?? '', csrfToken, json: 'true' }
  const answer = await request.post('/api/auth/callback/password', { form })
  if (!answer.ok()) throw new Error(`the sign-in failed: ${answer.status()}`)
}

/** Waits until the page's initial content is complete. */
export async function settle(page: Page) {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(isWhole)
}

const isWhole = () => !document.querySelector('main .skeleton, main [aria-label="Loading"], main [aria-busy="true"]')

/** Milliseconds from the click to the first frame in which the page is complete. */
export async function timeClick(page: Page, link: string) {
  const target = page.locator(link).first()
  const href = await target.getAttribute('href')
  await armed(page, new URL(href ?? '/', page.url()).pathname, 'click')
  await target.click()
  return timed(page)
}

/** Milliseconds from going back to the first frame in which the page is complete. */
export async function timeBack(page: Page, path: string) {
  await armed(page, path, 'popstate')
  await page.evaluate(() => history.back())
  return timed(page)
}

async function armed(page: Page, path: string, event: 'click' | 'popstate') {
  await page.evaluate(
    ({ path, event }) => {
      const before = document.querySelector('main')?.firstElementChild
      const isThere = () =>
        location.pathname === path &&
        document.querySelector('main')?.firstElementChild !== before &&
        document.querySelector('main h1') !== null &&
        !document.querySelector('main .skeleton, main [aria-label="Loading"], main [aria-busy="true"]')
      window.pushdeskTimed = new Promise((resolve) => {
        const begin = ({ timeStamp }: Event) => {
          const look = () => (isThere() ? resolve(performance.now() - timeStamp) : requestAnimationFrame(look))
          requestAnimationFrame(look)
        }
        window.addEventListener(event, begin, { capture: true, once: true })
      })
    },
    { path, event },
  )
}

/** Milliseconds from pressing Ctrl+K until the palette’s input has the focus. Closes the palette again. */
export async function timePalette(page: Page) {
  await page.evaluate(() => {
    window.pushdeskTimed = new Promise((resolve) => {
      const begin = ({ timeStamp, key }: KeyboardEvent) => {
        if (key !== 'k') return
        window.removeEventListener('keydown', begin, { capture: true })
        const isFocused = () => document.activeElement?.closest('[role="dialog"] input')
        // Checked between frames too, because the next keystroke may arrive there.
        const look = () => (isFocused() ? resolve(performance.now() - timeStamp) : setTimeout(look))
        setTimeout(look)
      }
      window.addEventListener('keydown', begin, { capture: true })
    })
  })
  await page.keyboard.press('ControlOrMeta+k')
  const ms = await timed(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  return ms
}

const timed = (page: Page) => page.evaluate(() => window.pushdeskTimed as Promise<number>)

declare global {
  interface Window {
    pushdeskTimed?: Promise<number>
  }
}
