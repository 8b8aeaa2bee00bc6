import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

const { path, publishableKey } = demoEnvironment('sandbox', 'northwind-bank')

/** Returns what a phone in that environment currently gets. */
const asked = async (request: import('@playwright/test').APIRequestContext) => {
  const answer = await request.post('/ofrep/v1/evaluate/flags/push-permission-prompt', {
    headers: { authorization: `Bearer ${publishableKey}` },
    data: { context: { targetingKey: 'e2e', permission: 'notDetermined', sdkVersion: '99.0.0', appVersion: '99.0.0' } },
  })
  return (await answer.json()).value
}

test.describe.configure({ mode: 'serial' })

test('a manager edits, reviews, saves, and undoes; phones follow', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt`)
  await page.getByRole('button', { name: 'Customize' }).click()
  await page.getByRole('switch', { name: /^On: customers/ }).click()
  const staged = page.getByRole('region', { name: 'Unsaved changes' })
  await expect(staged).toContainText(/unsaved change/)
  expect(await asked(request)).toBe(true)
  await staged.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review' })
  await expect(review).toContainText('Customized')
  await expect(review.getByRole('heading', { name: 'Impact' })).toBeVisible()
  await expectAccessible()
  await review.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('is rolling out to apps')).toBeVisible()
  await expect.poll(() => asked(request)).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => asked(request)).toBe(true)
})

test('unsaved changes survive a reload, say so, and disappear when discarded', async ({ page, signInAs }) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt`)
  await page.getByRole('button', { name: 'Customize' }).click()
  const share = page.getByRole('spinbutton', { name: 'Percentage of everyone else' })
  await typeInto(share, '42')
  await page.reload()
  await expect(page.getByText('unsaved changes were restored')).toBeVisible()
  await expect(share).toHaveValue('42')
  await page.getByRole('button', { name: 'Discard' }).first().click()
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeHidden()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Customize' })).toBeVisible()
  await expect(page.getByText('were restored')).toBeHidden()
})

test('a manager restores an earlier revision from the history', async ({ page, signInAs, request }) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt?tab=history`)
  const revisions = page.getByRole('list', { name: 'Revisions' })
  const off = revisions
    .getByRole('article')
    .filter({ has: page.getByRole('button', { name: 'Restore' }) })
    .first()
  await off.getByRole('button', { name: 'Restore' }).click()
  await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review' }).getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => asked(request)).toBe(false)
  await page.goto(`${path}/prompt?tab=history`)
  await expect(revisions.getByRole('article').first()).toContainText('Restored')
  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Undone' }).click()
  await expect(page).toHaveURL(/kind=undo/)
  await expect(revisions.getByRole('article').filter({ hasNotText: 'Undone' })).toHaveCount(0)
  await expect(revisions.getByRole('article').first()).toContainText('Undone')
  await page.getByRole('button', { name: 'Export' }).click()
  const file = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  expect(await readFile(await (await file).path(), 'utf8')).toMatch(
    /^\uFEFFrevision,at,kind,author.*\r\n\d+,[^,]+,undo,/,
  )
  await page.goto(`${path}/prompt`)
  await page.getByRole('button', { name: 'Reset to inherited' }).click()
  await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review' }).getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => asked(request)).toBe(true)
})

test('of two people who change the same part, the second is told who and what, and nothing is overwritten', async ({
  page,
  signInAs,
  pageOf,
}) => {
  await signInAs('integration_manager')
  const other = await pageOf('admin')
  const share = { name: 'Percentage of everyone else' }
  for (const one of [page, other]) {
    await one.goto(`${path}/prompt`)
    await one.getByRole('button', { name: 'Customize' }).click()
  }
  await typeInto(page.getByRole('spinbutton', share), '20')
  await typeInto(other.getByRole('spinbutton', share), '80')
  await expect(page.getByRole('status').filter({ hasText: 'is editing this' })).toBeVisible()
  const save = async (one: typeof page) => {
    await one.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Review' }).click()
    await one.getByRole('dialog', { name: 'Review' }).getByRole('button', { name: 'Save' }).click()
  }
  await save(page)
  await expect(page.getByText('is rolling out to apps')).toBeVisible()
  const overtaken = other.getByRole('alert').filter({ hasText: 'while you were editing' })
  await expect(overtaken).toBeVisible()
  await other.reload()
  await expect(overtaken).toBeVisible()
  await expect(other.getByRole('spinbutton', share)).toHaveValue('80')
  await save(other)
  const refusal = other.getByRole('dialog', { name: 'Review' }).getByRole('alert')
  await expect(refusal).toContainText('Your changes weren’t saved')
  await expect(refusal).toContainText('20% of customers')
  await expect(refusal).toContainText('80% of customers')
  await refusal.getByRole('button', { name: 'Keep my version' }).click()
  await expect(overtaken).toBeHidden()
  await expect(other.getByRole('spinbutton', share)).toHaveValue('80')
  await expect(other.getByRole('region', { name: 'Unsaved changes' })).toContainText('1 unsaved change')
  await other.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: 'Reset to inherited' }).click()
  await save(page)
  await expect(page.getByRole('button', { name: 'Customize' })).toBeVisible()
})

test('support reads the prompt, sees who can change it, and explains a decision', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('support')
  await page.goto(`${path}/prompt`)
  await expect(page.getByText('Only admins and integration managers of Northwind Bank can make changes')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Turn off' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Explain' }).click()
  await expect(page.getByText('This customer is')).toBeVisible()
  await page.getByRole('combobox', { name: 'Permission' }).click()
  await page.getByRole('option', { name: 'denied' }).click()
  await expect(page.getByText('This customer isn’t asked.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('already answered the iOS alert')
  await expectAccessible()
})

test('the matrix lists all of a manager’s apps, and several are changed and undone with one review, by keyboard', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  await signInAs('integration_manager')
  await page.goto('/prompt')
  await expect(page.getByText(/^On for \d+ of \d+ apps? in production/)).toBeVisible()
  await expectAccessible()
  const bar = page.getByRole('region', { name: 'Selected apps' })
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: 'Northwind iOS' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(bar).toContainText('1 app selected')
  await bar.getByRole('combobox', { name: 'Environment' }).click()
  await page.getByRole('option', { name: 'Sandbox' }).click()
  await page.keyboard.press('r')
  const review = page.getByRole('dialog', { name: 'Review' })
  await expect(review).toContainText('Off')
  await expectAccessible()
  await review.getByRole('button', { name: 'Change 1 app' }).click()
  await expect.poll(() => asked(request)).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('1 app restored')).toBeVisible()
  await expect.poll(() => asked(request)).toBe(true)
})

test('a second save removes the first one’s Undo, and the history describes both as the review did', async ({
  page,
  signInAs,
}) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt`)
  const staged = page.getByRole('region', { name: 'Unsaved changes' })
  const review = page.getByRole('dialog', { name: 'Review' })
  const newest = page.getByRole('list', { name: 'Revisions' }).getByRole('article').first()
  const share = page.getByRole('spinbutton', { name: 'Percentage of everyone else' })
  async function save(changes: string) {
    await staged.getByRole('button', { name: 'Review' }).click()
    await expect(review.getByRole('heading', { name: changes })).toBeVisible()
    await review.getByRole('button', { name: 'Save' }).click()
    await expect(staged).toBeHidden()
  }
  await page.getByRole('button', { name: 'Customize' }).click()
  await save('1 change')
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(1)
  await typeInto(share, '40')
  await save('1 change')
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(/^Revision \d+: back to revision \d+\.$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(newest).toContainText(/Undone\s*back to revision \d+/)
  await expect(newest.getByRole('term')).toHaveText(['Everyone else'])
  await page.getByRole('tab', { name: 'Configuration' }).click()
  await page.getByRole('button', { name: 'Reset to inherited' }).click()
  await save('1 change')
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(newest.getByRole('term')).toHaveText(['This level'])
})

test('an invalid file is rejected with every error, and nothing in it is staged', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt`)
  const conditions = [{ attribute: 'country', operator: 'in', values: ['X'] }]
  const rule = { id: 'r', description: '', conditions, share: 5 }
  const words = { fallbackLocale: 'en', locales: {} }
  const content = {
    schema: 1,
    isOn: true,
    rules: [rule],
    rollout: { share: 0 },
    askAgain: { afterDays: 1, timesMax: 1 },
    words,
  }
  const text = JSON.stringify({ format: 'pushdesk-prompt', schema: 1, content })
  const wrong = page.getByRole('list', { name: 'Errors' })
  const choose = (content: string) =>
    page
      .getByLabel('File to import')
      .setInputFiles({ name: 'prompt.json', mimeType: 'application/json', buffer: Buffer.from(content) })
  await choose(' '.repeat(11_000_000))
  await expect(page.getByRole('dialog')).toContainText('larger than 10 MB')
  await page.getByRole('button', { name: 'Close' }).last().click()
  await choose(text)
  await expect(wrong).toContainText('Rule 1, condition 1')
  await expect(wrong).toContainText('Enter two letters, such as DE.')
  await expectAccessible()
  await page.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeHidden()
})
