import type { Page } from '@playwright/test'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment, unique } from '@/db/factories'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { expect, test } from './fixtures/fixtures'
import { startEmptyServer } from './fixtures/own-server'
import { openPage } from './fixtures/session'

const path = '/harbor-bank/ios/production/prompt'

/** A company that requires approval in production, with two managers, and a manager of another company. */
async function prepare(db: Db) {
  const company = await makeCompany(db, { slug: 'harbor-bank', name: 'Harbor Bank', requiresApproval: true })
  const { id: appId } = await makeApp(db, { companyId: company.id, slug: 'ios', name: 'Harbor iOS' })
  await makeEnvironment(db, { appId, name: 'sandbox' })
  const { id: environmentId } = await makeEnvironment(db, { appId, name: 'production' })
  const clients = [1, 2, 3].map(() => ({
    environmentId,
    targetingKey: unique('client'),
    context: {},
    revision: 'none',
    value: 'off' as const,
    lastAt: new Date(),
  }))
  await putClients(db, { clients })
  const other = await makeCompany(db, { slug: 'other-bank', name: 'Other Bank' })
  const manager = async (name: string, companyId: string) => {
    const person = await makeStaff(db, { name, role: 'integration_manager', companyIds: [companyId] })
    return makeSession(db, { staffId: person.id })
  }
  return {
    ann: await manager('Ann Author', company.id),
    ben: await manager('Ben Approver', company.id),
    eve: await manager('Eve Elsewhere', other.id),
  }
}

const approvals = (page: Page) => page.getByRole('list', { name: 'Waiting for approval' }).getByRole('listitem')
const previewAfter = (page: Page) => page.getByRole('region', { name: 'Preview after the change' })
const railLink = (page: Page) =>
  page.getByRole('navigation', { name: 'Everywhere' }).getByRole('link', { name: /All prompts/ })

async function proposeOn(page: Page) {
  await page.goto(path)
  await page.getByRole('button', { name: 'Customize' }).click()
  await page.getByRole('switch', { name: 'Off: no one is asked' }).click()
  await sendForApproval(page, 'Summer campaign')
}

async function sendForApproval(page: Page, comment: string) {
  await page
    .getByRole('region', { name: 'Unsaved changes' })
    .getByRole('button', { name: /Review/ })
    .click()
  const review = page.getByRole('dialog', { name: 'Review' })
  await review.getByRole('textbox', { name: 'Comment' }).fill(comment)
  await review.getByRole('textbox', { name: /to confirm/ }).fill('Harbor iOS')
  await review.getByRole('button', { name: 'Send for approval' }).click()
  await expect(page.getByText('Your change is waiting for approval')).toBeVisible()
}

test('a change awaiting approval reaches the open page of its approver, with its impact and its text, and a rejection its author, with the reason', async ({
  browser,
}) => {
  let tokens: Awaited<ReturnType<typeof prepare>> | undefined
  const server = await startEmptyServer({
    prepare: async (db) => {
      tokens = await prepare(db)
    },
  })
  const pageOf = (token = '') => openPage(browser, { url: server.url, token })
  const [ann, ben, eve] = [await pageOf(tokens?.ann), await pageOf(tokens?.ben), await pageOf(tokens?.eve)]
  try {
    await ben.goto('/')
    await expect(ben.getByRole('heading', { name: 'Harbor Bank' })).toBeVisible()
    await expect(approvals(ben)).toHaveCount(0)

    await test.step('the author sees whom it waits for', async () => {
      await proposeOn(ann)
      await expect(ann.getByText('Waiting for Ben Approver.')).toBeVisible()
      await expect(ann.getByRole('button', { name: 'Approve and save' })).toHaveCount(0)
    })

    await test.step('it appears on the approver’s page by itself', async () => {
      await expect(approvals(ben)).toContainText(['Harbor iOS'])
      await expect(approvals(ben)).toContainText(['Ann Author proposed it'])
      await expect(approvals(ben)).toContainText(['Waiting for you.'])
      await expect(railLink(ben)).toHaveAccessibleName(/1 change waits for your approval/)
      await railLink(ben).click()
      await expect(ben.getByRole('table', { name: 'Apps' })).toContainText('Change waits for you')
    })

    await test.step('no one in another company sees it', async () => {
      await eve.goto('/prompt')
      await expect(eve.getByRole('heading', { name: 'All prompts' })).toBeVisible()
      const told = await (await eve.request.get('/api/desk/approvals')).json()
      expect(told).toEqual([])
      await expect(approvals(eve)).toHaveCount(0)
    })

    await test.step('the approver sees whom it affects, and decides', async () => {
      await approvals(ben).getByRole('link', { name: 'Review' }).click()
      await expect(ben.getByText('Ann Author asks for approval')).toBeVisible()
      await expect(ben.getByRole('region', { name: 'Impact' })).toContainText(
        '3 of 3 clients active in the last 7 days are affected: 3 will now be asked',
      )
      await expect(previewAfter(ben)).toHaveCount(0)
      await ben.getByRole('button', { name: 'Approve and save' }).click()
      await expect(ben.getByText('Change approved and saved')).toBeVisible()
      await expect(railLink(ben)).toHaveAccessibleName('All prompts')
    })

    await test.step('the author’s page updates', async () => {
      await expect(ann.getByText('Your change is waiting for approval')).toBeHidden()
      await expect(ann.getByRole('switch', { name: 'On: customers are asked when they join a queue' })).toBeChecked()
    })

    await test.step('the approver sees the proposed text as a customer would, in light and dark', async () => {
      await ann.getByRole('textbox', { name: 'Title', exact: true }).fill('Hear from us first')
      await sendForApproval(ann, 'New title')
      await expect(previewAfter(ben)).toContainText('Hear from us first')
      await expect(previewAfter(ben)).toContainText('Preview · English')
      await previewAfter(ben).getByRole('button', { name: 'Show dark preview' }).click()
      await expect(previewAfter(ben).getByRole('button', { name: 'Show light preview' })).toBeVisible()
      await expect(ben.getByRole('region', { name: 'Preview', exact: true })).not.toContainText('Hear from us first')
    })

    await test.step('a rejection reaches the author’s open page with its reason, until they hide it', async () => {
      await ben.getByRole('button', { name: 'Reject…' }).click()
      const dialog = ben.getByRole('dialog', { name: 'Reject Ann Author’s change?' })
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('Legal wants the old title.')
      await dialog.getByRole('button', { name: 'Reject change' }).click()
      await expect(ben.getByText('Change rejected')).toBeVisible()
      await expect(ben.getByText('Ann Author asks for approval')).toBeHidden()
      await expect(ben.getByText('rejected your change')).toHaveCount(0)
      await expect(ann.getByText('Ben Approver rejected your change')).toBeVisible()
      await expect(ann.getByText('Legal wants the old title.')).toBeVisible()
      await ann.getByRole('button', { name: 'Hide this note' }).click()
      await expect(ann.getByText('rejected your change')).toHaveCount(0)
      await ann.reload()
      await expect(ann.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(/^Don/)
      await expect(ann.getByText('rejected your change')).toHaveCount(0)
    })
  } finally {
    for (const page of [ann, ben, eve]) await page.context().close()
    await server.end()
  }
})

test('the first-run checklist turns the prompt on in place, asks what the page asks, and says whom the change waits for', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  let people = { ann: '', ben: '', eve: '' }
  const server = await startEmptyServer({
    prepare: async (db) => {
      people = await prepare(db)
    },
  })
  const ann = await openPage(browser, { url: server.url, token: people.ann })
  const ben = await openPage(browser, { url: server.url, token: people.ben })
  const stepOf = (page: Page) =>
    page.getByRole('list', { name: 'Setup steps' }).getByRole('listitem').filter({ hasText: 'Turn on the prompt' })
  try {
    for (const page of [ann, ben]) {
      await page.goto('/harbor-bank/ios/production/overview')
      await stepOf(page).getByText('Turn on the prompt').first().click()
    }
    await stepOf(ann).getByRole('button', { name: 'Turn on the prompt…' }).click()
    const review = ann.getByRole('dialog', { name: 'Review' })
    await expect(review.getByText('Starts asking')).toBeVisible()
    await expect(review.getByText('of 3 clients active in')).toBeVisible()
    await review.getByRole('textbox', { name: 'Comment' }).fill('First launch')
    await review.getByRole('textbox', { name: /to confirm/ }).fill('Harbor iOS')
    await review.getByRole('button', { name: 'Send for approval' }).click()
    await expect(stepOf(ann)).toContainText('You proposed a change to the prompt. Waiting for Ben Approver')
    await expect(stepOf(ben)).toContainText('Ann Author proposed a change to the prompt. Waiting for you')
    await stepOf(ben).getByRole('link', { name: 'Review the change' }).click()
    await ben.getByRole('button', { name: 'Approve and save' }).click()
    await expect(stepOf(ann)).toContainText('(done)')
  } finally {
    for (const page of [ann, ben]) await page.context().close()
    await server.end()
  }
})
