import { gzipSync } from 'node:zlib'
import type { BrowserContext } from 'playwright'

/** The compressed JavaScript that a page loads, in kB of 1,000 bytes; editor and charts come apart, and only where one is on the screen. */
export async function weigh(context: BrowserContext, path: string) {
  const page = await context.newPage()
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body())
  })
  // What is fetched once the browser has nothing to do is not what the page waits for.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  const scripts = await Promise.all(bodies)
  await context.close()
  const weightOf = (some: Buffer[]) => some.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1_000
  const apart = scripts.filter((body) => body.includes('cm-scroller') || body.includes('recharts-wrapper'))
  return { own: weightOf(scripts.filter((body) => !apart.includes(body))), apart: weightOf(apart) }
}
