import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { browserArgs } from '@/e2e/fixtures/browser-args'
import { awaitingCode, fillSignIn } from '@/e2e/fixtures/fixtures'
import { startOwnServer } from '@/e2e/fixtures/own-server'
import { phoneOn } from '@/e2e/fixtures/phone'
import { fail } from './start/fail'
import { findBrowser } from './test/browser'

const folder = 'docs/pictures'
const size = { width: 1280, height: 800 }
/** WebP quality, out of 100. Text stays sharp, and pictures stay below 100 kB. */
const quality = 82

type Environment = Parameters<ReturnType<typeof phoneOn>['open']>[0]

/** How to reach the view in each picture, starting from an unused demo. */
const scenes: Record<string, (page: Page, environment: Environment) => Promise<unknown>> = {
  overview: (page, { path }) => page.goto(`${path}/overview`),
  prompt: (page, { path }) => page.goto(`${path}/prompt`),
  deliveries: (page, { path }) => page.goto(`${path}/deliveries`),
  delivery: async (page, { path }) => {
    await page.goto(`${path}/deliveries?state=failed`)
    const href = await page.locator(`a[href*="/deliveries/"]`).first().getAttribute('href')
    await page.goto(href ?? path)
  },
  phone: async (page, environment) => {
    const phone = phoneOn(page)
    await phone.open({ ...environment, path: environment.path.replace('production', 'sandbox') })
    await phone.signIn('maria.gomez')
    await phone.enable()
    await phone.pressHome()
    await phone.lock()
    await phone.agentWrites('Hello Maria, I can see your card order. It is on its way.')
    await expect(phone.notifications.getByRole('button').first()).toBeVisible()
  },
}

/** Regenerates the screenshots for the docs from the demo, in light and dark mode. */
async function main() {
  const server = await startOwnServer()
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs })
  try {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: size,
      locale: 'en-US',
      timezoneId: 'UTC',
    })
    await mkdir(folder, { recursive: true })
    await signIn(context, server.demo.staff)
    const found = server.demo.environments.find(({ environment }) => environment === 'production')
    if (!found) throw new Error('the demo has no production environment')
    const environment = { ...found, path: `/${found.company}/${found.app}/${found.environment}` }
    for (const [name, show] of Object.entries(scenes)) {
      const page = awaitingCode(await context.newPage())
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await show(page, environment)
      await expect(page.getByRole('main')).toBeVisible()
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
      for (const colorScheme of ['light', 'dark'] as const) await take(page, { name, colorScheme })
      await page.close()
    }
  } finally {
    await browser.close()
    await server.end()
  }
}

async function signIn(context: BrowserContext, staff: { role: string; email: string; password: string }[]) {
  const person = staff.find(({ role }) => role === 'admin')
  if (!person) throw new Error('the demo has no admin')
  const page = awaitingCode(await context.newPage())
  await page.goto('/sign-in')
  await fillSignIn(page, person)
  await expect(page).not.toHaveURL(/sign-in/)
  await page.close()
}

async function take(page: Page, { name, colorScheme }: { name: string; colorScheme: 'light' | 'dark' }) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  // Playwright's screenshot() doesn't support WebP.
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality })
  const file = join(folder, `${name}-${colorScheme}.webp`)
  await writeFile(file, Buffer.from(data, 'base64'))
  console.log(file)
}

main().then(() => process.exit(0), fail)
