import { expect, test } from './fixtures'
import { demoEnvironment } from './site'

const { path, publishableKey } = demoEnvironment('sandbox', 'northwind-bank')

/** What a phone of that environment is told now. */
const asked = async (request: import('@playwright/test').APIRequestContext) => {
  const answer = await request.post('/ofrep/v1/evaluate/flags/push-permission-prompt', {
    headers: { authorization: `Bearer ${publishableKey}` },
    data: { context: { targetingKey: 'e2e', permission: 'notDetermined', sdkVersion: '99.0.0', appVersion: '99.0.0' } },
  })
  return (await answer.json()).value
}

test.describe.configure({ mode: 'serial' })

test('a manager stages, reviews, saves and undoes; phones follow within a second', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt`)
  await page.getByRole('button', { name: 'Set here' }).click()
  await page.getByRole('switch', { name: /^On: customers/ }).click()
  const staged = page.getByRole('region', { name: 'Staged changes' })
  await expect(staged).toContainText('nothing is saved yet')
  expect(await asked(request)).toBe(true)
  await staged.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review' })
  await expect(review).toContainText('Set here')
  await expect(review.getByRole('heading', { name: 'Who will notice' })).toBeVisible()
  await expectAccessible()
  await review.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('is on its way to the phones')).toBeVisible()
  await expect.poll(() => asked(request), { timeout: 1_000, intervals: [100] }).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => asked(request), { timeout: 5_000 }).toBe(true)
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
  await page.getByRole('region', { name: 'Staged changes' }).getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review' }).getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => asked(request), { timeout: 5_000 }).toBe(false)
  await page.goto(`${path}/prompt?tab=history`)
  await expect(revisions.getByRole('article').first()).toContainText('Restored')
  await page.goto(`${path}/prompt`)
  await page.getByRole('button', { name: 'Inherit instead' }).click()
  await page.getByRole('region', { name: 'Staged changes' }).getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review' }).getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => asked(request), { timeout: 5_000 }).toBe(true)
})

test('two who change the same collide: the second is told who and what, and nothing is overwritten', async ({
  page,
  signInAs,
  pageOf,
}) => {
  await signInAs('integration_manager')
  const other = await pageOf('admin')
  const share = { name: 'Share of everybody else in percent' }
  for (const one of [page, other]) {
    await one.goto(`${path}/prompt`)
    await one.getByRole('button', { name: 'Set here' }).click()
  }
  await page.getByRole('spinbutton', share).fill('20')
  await other.getByRole('spinbutton', share).fill('80')
  const save = async (one: typeof page) => {
    await one.getByRole('region', { name: 'Staged changes' }).getByRole('button', { name: 'Review' }).click()
    await one.getByRole('dialog', { name: 'Review' }).getByRole('button', { name: 'Save' }).click()
  }
  await save(page)
  await expect(page.getByText('is on its way to the phones')).toBeVisible()
  await expect(other.getByRole('alert').filter({ hasText: 'while you were editing' })).toBeVisible()
  await save(other)
  const refusal = other.getByRole('dialog', { name: 'Review' }).getByRole('alert')
  await expect(refusal).toContainText('Nothing of yours was saved')
  await expect(refusal).toContainText('20 % of customers')
  await expect(refusal).toContainText('80 % of customers')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone')).toBeVisible()
})

test('support reads the prompt, sees who can change it, and explains an answer', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('support')
  await page.goto(`${path}/prompt`)
  await expect(page.getByText('Integration managers of Northwind Bank can change it')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Turn off' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Explain' }).click()
  await expect(page.getByText('This customer is')).toBeVisible()
  await page.getByRole('combobox', { name: 'Permission' }).click()
  await page.getByRole('option', { name: 'denied' }).click()
  await expect(page.getByText('This customer is not asked.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('this customer has decided already')
  await expectAccessible()
})

test('the matrix has every app of a manager, and changes several with one review', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('integration_manager')
  await page.goto('/prompt')
  await expect(page.getByText(/^On for \d+ of \d+ apps? in production/)).toBeVisible()
  await expectAccessible()
  await page.getByRole('checkbox', { name: 'Select every app shown' }).click()
  const bar = page.getByRole('region', { name: 'Selected apps' })
  await bar.getByRole('combobox', { name: 'Environment' }).click()
  await page.getByRole('option', { name: 'Sandbox' }).click()
  await bar.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByRole('dialog', { name: 'Review' })).toContainText('Off')
})
