import type { BrowserContext, Page } from '@playwright/test'
import { unique } from './fixtures/api'
import { awaitingCode, expect, fillSignIn, scripts, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'
import { startRewritingProxy } from './fixtures/rewriting-proxy'
import { actOn } from './fixtures/session'

const manners = {
  'says nothing of what it was asked': { 'x-forwarded-host': undefined, 'x-forwarded-proto': undefined },
  'names itself as what was asked': { 'x-forwarded-host': 'pushdesk.internal:8080', 'x-forwarded-proto': 'http' },
}

test('the whole dashboard works at AUTH_URL behind a proxy that rewrites Host', async ({ browser }) => {
  test.setTimeout(480_000)
  const proxy = await startRewritingProxy()
  const server = await startOwnServer({ variables: { AUTH_URL: proxy.url } })
  proxy.pointAt(server.port)
  const context = await browser.newContext({ baseURL: proxy.url, ignoreHTTPSErrors: true })
  const page = awaitingCode(await context.newPage())
  const [person] = server.demo.staff
  const [place] = server.demo.environments
  if (!person || !place) throw new Error('the demo is empty')
  try {
    await test.step('signs in, and goes to the requested page', async () => {
      await page.goto('/account')
      await expect(page).toHaveURL(`${proxy.url}/sign-in?next=%2Faccount`)
      await fillSignIn(page, person)
      await expect(page).toHaveURL(`${proxy.url}/account`)
    })
    for (const [name, headers] of Object.entries(manners)) {
      proxy.says(headers)
      await test.step(`if the proxy ${name}`, () => useEverything(page, place))
      await test.step('forms without scripts', async () => sendWithoutScripts(await context.newPage()))
      await test.step('other origins can’t act', () => tryOtherOrigins(context, server.url))
    }
    await test.step('signs out', async () => {
      await page.goto('/account')
      await page.getByRole('button', { name: /^Without scripts.* Admin$/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page).toHaveURL(`${proxy.url}/sign-in`)
    })
  } finally {
    await context.close()
    await proxy.end()
    await server.end()
  }
})

async function useEverything(page: Page, place: { company: string; app: string; environment: string }) {
  const path = `/${place.company}/${place.app}/${place.environment}`
  await test.step('server actions', async () => {
    await page.goto('/account')
    await page.getByLabel('Name', { exact: true }).fill(unique('Behind a proxy'))
    await page.getByRole('button', { name: 'Save name' }).click()
    await expect(page.getByText('Name changed.')).toBeVisible()
  })
  await test.step('the prompt page’s requests and actions', async () => {
    await page.goto(`${path}/prompt`)
    await page.getByRole('button', { name: 'Turn off' }).click()
    const off = actOn(page)
    await page.getByRole('alertdialog').getByRole('button', { name: 'Turn off' }).click()
    expect((await off).status()).toBe(200)
    const undone = actOn(page)
    await page.getByRole('button', { name: 'Undo' }).click()
    expect((await undone).status()).toBe(200)
  })
  await test.step('look-ups, which are POST requests', async () => {
    const answer = page.waitForResponse('**/api/desk/look-up')
    await page.goto(`${path}/devices`)
    await page.getByLabel('Find a device').fill('someone@example.com')
    expect((await answer).status()).toBe(200)
  })
  await test.step('exports', async () => {
    await page.goto('/audit')
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    expect((await saved).suggestedFilename()).toBe('audit.csv')
  })
  await test.step('event streams', async () => {
    const answer = page.waitForResponse('**/simulator/pushes')
    await page.goto('/simulator')
    expect((await answer).status()).toBe(200)
  })
}

async function sendWithoutScripts(page: Page) {
  await page.route(scripts, (route) => route.abort())
  await page.goto('/account')
  await page.getByLabel('Name', { exact: true }).fill(unique('Without scripts'))
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Name changed.')).toBeVisible()
  await page.close()
}

async function tryOtherOrigins({ request }: BrowserContext, serverUrl: string) {
  for (const origin of ['https://evil.example', serverUrl, 'http://pushdesk.internal:8080', 'null']) {
    const answer = await request.post('/audit/export', { data: {}, headers: { origin } })
    expect(answer.status(), origin).toBe(403)
  }
}
