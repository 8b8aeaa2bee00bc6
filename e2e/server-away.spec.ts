import { createFirstApp, onEmptyServer } from './fixtures/first-company'
import { awaitingCode, expect, fillSignIn, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'
import { typeInto } from './fixtures/typing'

test('while the server is away, pages say so, keep what was typed, and go on by themselves', async ({ browser }) => {
  const server = await startOwnServer()
  const context = await browser.newContext({ baseURL: server.url })
  const person = server.demo.staff.find(({ role }) => role === 'integration_manager')
  const [place] = server.demo.environments
  if (!person || !place) throw new Error('the demo is empty')
  const environment = `/${place.company}/${place.app}/${place.environment}`
  const open = async (address: string) => {
    const page = awaitingCode(await context.newPage())
    await page.goto(address)
    return page
  }
  try {
    const first = await open('/sign-in')
    await fillSignIn(first, person)
    await expect(first).not.toHaveURL(/sign-in/)
    const form = await open('/account')
    await typeInto(form.getByLabel('Name', { exact: true }), 'Typed before')
    const link = await open('/account')
    await typeInto(link.getByLabel('Name', { exact: true }), 'Typed before')
    const draft = await open(`${environment}/prompt`)
    await draft.getByRole('button', { name: 'Customize' }).click()
    await draft.getByLabel('Title').fill('Changed before')
    const live = await open(`${environment}/overview`)
    const dialog = await open(`${environment}/settings?tab=keys`)
    await typeInto(dialog.getByLabel('Name'), 'Typed before')
    const tab = await open(`${environment}/prompt`)
    const notResponding = (page: typeof form) =>
      expect(page.getByText('Pushdesk isn’t responding').first()).toBeVisible()

    await server.replaceBy({
      betweenServers: async () => {
        await test.step('a page that follows what happens', () => notResponding(live))
        await test.step('a form', async () => {
          await form.getByRole('button', { name: 'Save name' }).click()
          await expect(form.getByRole('alert').filter({ hasText: 'see whether this was done' })).toBeVisible()
          await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Typed before')
        })
        await test.step('an unsaved change', async () => {
          await draft.getByRole('button', { name: /Review/ }).click()
          await expect(draft.getByText('Couldn’t open the review').first()).toBeVisible()
          await expect(draft.getByLabel('Title')).toHaveValue('Changed before')
        })
        await test.step('a link', async () => {
          await link.getByRole('link', { name: 'Team' }).click()
          await notResponding(link)
          await expect(link.getByLabel('Name', { exact: true })).toHaveValue('Typed before')
        })
        await test.step('a dialog whose code isn’t loaded', async () => {
          await dialog
            .getByRole('button', { name: /^Rotate/ })
            .first()
            .click()
          await notResponding(dialog)
          await expect(dialog.getByLabel('Name')).toHaveValue('Typed before')
        })
        await test.step('a tab whose code isn’t loaded', async () => {
          await tab.getByRole('tab', { name: 'History' }).click()
          await notResponding(tab)
          await expect(tab.getByRole('heading', { name: 'Prompt', level: 1 })).toBeVisible()
        })
      },
    })

    await expect(live.getByText('Pushdesk isn’t responding')).toHaveCount(0)
    await expect(link.getByRole('table', { name: 'People' })).toBeVisible()
    await expect(dialog.getByRole('dialog', { name: /^Rotate/ })).toBeVisible()
    await expect(tab.getByRole('tabpanel', { name: 'History' })).toContainText(/revision/i)
    await draft.getByRole('button', { name: /Review/ }).click()
    await expect(draft.getByRole('dialog', { name: 'Review' })).toBeVisible()
    await form.getByRole('button', { name: 'Save name' }).click()
    await expect(form.getByText('Name changed.')).toBeVisible()
  } finally {
    await context.close()
    await server.end()
  }
})

test('a page that refreshes itself asks once when the server is back, however long it was away', async ({
  browser,
}) => {
  const { page, server, end } = await onEmptyServer(browser)
  try {
    await createFirstApp(page, server.admin)
    await page.clock.install()
    await page.goto('/fabrikam-insurance/fabrikam/production/devices')
    await expect(page.getByText('No devices in production')).toBeVisible()
    await page.context().setOffline(true)
    for (let step = 0; step < 20; step += 1) await page.clock.runFor(3_000)
    let refreshes = 0
    page.on('request', (request) => {
      if (request.headers().rsc && new URL(request.url()).pathname.endsWith('/devices')) refreshes += 1
    })
    await page.context().setOffline(false)
    await expect.poll(() => refreshes).toBeGreaterThan(0)
    await expect(page.getByText('Pushdesk isn’t responding')).toHaveCount(0)
    expect(refreshes).toBeLessThanOrEqual(3)
  } finally {
    await end()
  }
})
