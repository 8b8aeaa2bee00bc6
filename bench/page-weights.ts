import type { BrowserContext, Response } from 'playwright'
import { neverAtRest } from '@/e2e/fixtures/fixtures'

/** A page's JavaScript, compressed, in kB of 1,000 bytes. Editor and charts load only when shown and count apart. */
export async function weigh(context: BrowserContext, path: string) {
  const page = await context.newPage()
  const scripts: Promise<{ code: string; bytes: number }>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(scriptIn(response))
  })
  // The page doesn't wait for scripts that are fetched once the browser is idle, so they don't count.
  await page.addInitScript(neverAtRest)
  await page.goto(path, { waitUntil: 'load' })
  await page.locator('main h1').waitFor()
  const loaded = await Promise.all(scripts)
  await context.close()
  const weightOf = (some: typeof loaded) => some.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000
  const apart = loaded.filter(({ code }) => code.includes('cm-scroller') || code.includes('recharts-wrapper'))
  return { own: weightOf(loaded.filter((script) => !apart.includes(script))), apart: weightOf(apart) }
}

async function scriptIn(response: Response) {
  const { responseBodySize } = await response.request().sizes()
  return { code: await response.text(), bytes: responseBodySize }
}
