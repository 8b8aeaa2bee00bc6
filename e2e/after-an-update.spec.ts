import type { Page } from '@playwright/test'
import { awaitingCode, expect, fillSignIn, scripts, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'
import { demoEnvironment } from './fixtures/site'
import { makeUpdatedBuild, removeUpdatedBuild } from './fixtures/updated-build'

const isOut = 'A new version of Pushdesk is out'

test('a tab from before an update says so, reloads itself once, and keeps what was typed', async ({ browser }) => {
  test.setTimeout(480_000)
  const server = await startOwnServer()
  const context = await browser.newContext({ baseURL: server.url })
  const [person] = server.demo.staff
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
    const tabs = {
      action: await open('/account'),
      chunk: await open(`${environment}/settings?tab=keys`),
      draft: await open(`${environment}/prompt`),
      link: await open('/account'),
    }
    await tabs.draft.getByRole('button', { name: /Set here|Customize/ }).click()
    await tabs.draft.getByLabel('Title').fill('Staged before the update')
    await server.replaceBy({ variables: await makeUpdatedBuild() })

    await test.step('an action that the server no longer knows', async () => {
      const { action: page } = tabs
      const loads = countLoads(page)
      await page.getByLabel('Name', { exact: true }).fill('Typed before the update')
      await page.getByRole('button', { name: 'Save name' }).click()
      await expect(page.getByText(isOut).first()).toBeVisible()
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Typed before the update')
      await page.getByRole('button', { name: 'Save name' }).click()
      await expect(page.getByText('Name changed.')).toBeVisible()
      expect(loads()).toBe(1)
    })
    await test.step('code that no longer exists', async () => {
      const { chunk: page } = tabs
      const loads = countLoads(page)
      await page.getByLabel('Name').fill('Typed before the update')
      await page
        .getByRole('button', { name: /^Rotate/ })
        .first()
        .click()
      await expect(page.getByText(isOut).first()).toBeVisible()
      await expect(page.getByLabel('Name')).toHaveValue('Typed before the update')
      await page
        .getByRole('button', { name: /^Rotate/ })
        .first()
        .click()
      await expect(page.getByRole('dialog', { name: /^Rotate/ })).toBeVisible()
      expect(loads()).toBe(1)
    })
    await test.step('a link', async () => {
      await tabs.link.getByRole('link', { name: 'Team' }).click()
      await expect(tabs.link.getByRole('table', { name: 'People' })).toBeVisible()
    })
    await test.step('an unsaved change, which asks before the page is left', async () => {
      const { draft: page } = tabs
      const loads = countLoads(page)
      await page.getByRole('button', { name: /Review/ }).click()
      await expect(page.getByText(isOut).first()).toBeVisible()
      await expect(page.getByLabel('Title')).toHaveValue('Staged before the update')
      await page.getByRole('button', { name: /Review/ }).click()
      await expect(page.getByRole('dialog', { name: 'Review' })).toBeVisible()
      expect(loads()).toBe(1)
    })
  } finally {
    await context.close()
    await server.end()
    await removeUpdatedBuild()
  }
})

test('if reloading doesn’t bring back missing code, the page says so and doesn’t reload again', async ({
  signInAs,
  page,
  context,
}) => {
  await signInAs('admin')
  const path = `${demoEnvironment().path}/test`
  const gone = await editorsCode(awaitingCode(await context.newPage()), path)
  await page.route(
    ({ href }) => gone.includes(href),
    (route) => route.fulfill({ status: 404 }),
  )
  const loads = countLoads(page)
  await page.goto(path)
  await expect(page.getByRole('heading', { name: isOut })).toBeVisible()
  await expect(page.getByText('Reloading this page didn’t help.')).toBeVisible()
  expect(loads()).toBe(2)
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('textbox', { name: 'Payload as JSON' })).toBeVisible()
})

/** The editor's code is a separate chunk, loaded only when an editor is shown. */
async function editorsCode(page: Page, path: string) {
  const answers: { url: string; code: Promise<string> }[] = []
  page.on('response', (answer) => {
    if (scripts.test(answer.url())) answers.push({ url: answer.url(), code: answer.text() })
  })
  await page.goto(path)
  await expect(page.getByRole('textbox', { name: 'Payload as JSON' })).toBeVisible()
  const found: string[] = []
  for (const { url, code } of answers) if ((await code).includes('cm-scroller')) found.push(url)
  expect(found).not.toEqual([])
  return found
}

function countLoads(page: Page) {
  let count = 0
  page.on('load', () => {
    count += 1
  })
  return () => count
}
