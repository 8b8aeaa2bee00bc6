import type { Page } from '@playwright/test'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { expect, test } from './fixtures/fixtures'
import { startEmptyServer } from './fixtures/own-server'
import { openPage } from './fixtures/session'
import { typeInto } from './fixtures/typing'

const path = '/harbor-bank/ios/sandbox/prompt'

/** Two managers of one app. */
async function prepare(db: Db) {
  const company = await makeCompany(db, { slug: 'harbor-bank', name: 'Harbor Bank' })
  const app = await makeApp(db, { companyId: company.id, slug: 'ios', name: 'Harbor iOS' })
  await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
  const manager = async (name: string) => {
    const person = await makeStaff(db, { name, role: 'integration_manager', companyIds: [company.id] })
    return makeSession(db, { staffId: person.id })
  }
  return { ann: await manager('Ann Author'), ben: await manager('Ben Saver') }
}

// An open menu or dialog hides the page behind it from screen readers.
const shareOn = (page: Page) =>
  page.getByRole('spinbutton', { name: 'Percentage of everyone else', includeHidden: true })
const stagedOn = (page: Page) => page.getByRole('region', { name: 'Unsaved changes' })
const reviewOn = (page: Page) => page.getByRole('dialog', { name: 'Review' })

async function save(page: Page) {
  await stagedOn(page).getByRole('button', { name: 'Review' }).click()
  await reviewOn(page).getByRole('button', { name: 'Save' }).click()
  await expect(stagedOn(page)).toBeHidden()
}

async function saveShare(page: Page, share: string) {
  await typeInto(shareOn(page), share)
  await save(page)
}

test('the prompt page follows a colleague’s saves, and what is open or typed on it stays', async ({ browser }) => {
  let people = { ann: '', ben: '' }
  const server = await startEmptyServer({
    prepare: async (db) => {
      people = await prepare(db)
    },
  })
  const ann = await openPage(browser, { url: server.url, token: people.ann })
  const ben = await openPage(browser, { url: server.url, token: people.ben })
  try {
    await ben.goto(path)
    await ben.getByRole('button', { name: 'Customize' }).click()
    await ben.getByRole('switch', { name: 'Off: no one is asked' }).click()
    await saveShare(ben, '20')
    await ann.goto(path)
    await expect(shareOn(ann)).toHaveValue('20')

    await test.step('an open menu stays', async () => {
      const item = ann.getByRole('menuitem', { name: 'Export as JSON' })
      await ann.getByRole('button', { name: 'More actions' }).click()
      await expect(item).toBeVisible()
      await saveShare(ben, '30')
      await expect(shareOn(ann)).toHaveValue('30')
      await expect(item).toBeVisible()
      await ann.keyboard.press('Escape')
    })

    await test.step('an open dialog stays, and says if someone else has done its act', async () => {
      const dialog = ann.getByRole('alertdialog')
      await ann.getByRole('button', { name: 'Turn off' }).click()
      await expect(dialog).toBeVisible()
      await ben.getByRole('button', { name: 'Turn off' }).click()
      await ben.getByRole('alertdialog').getByRole('button', { name: 'Turn off now' }).click()
      await expect(ann.getByText('Off: no one is asked').first()).toBeVisible()
      await dialog.getByRole('button', { name: 'Turn off now' }).click()
      await expect(ann.getByText('The prompt is already off.').first()).toBeVisible()
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      await ben.getByRole('button', { name: 'Undo' }).click()
      await expect(ann.getByRole('button', { name: 'Turn off' })).toBeEnabled()
    })

    await test.step('text typed into a popover stays', async () => {
      const tag = ann.getByRole('textbox', { name: 'Language tag' })
      const opener = ann.getByRole('button', { name: 'Add language' })
      await opener.click()
      await typeInto(tag, 'pt-BR')
      await saveShare(ben, '40')
      await expect(shareOn(ann)).toHaveValue('40')
      await expect(tag).toHaveValue('pt-BR')
      await expect(tag).toBeFocused()
      await ann.keyboard.press('Escape')
      await expect(opener).toBeFocused()
    })

    const title = ann.getByRole('textbox', { name: 'Title', exact: true })
    await test.step('a field keeps its focus and its text, and the page says who saved', async () => {
      await typeInto(title, 'Typed ')
      await saveShare(ben, '50')
      await expect(ann.getByRole('alert').filter({ hasText: /^Ben Saver saved revision \d+ while/ })).toBeVisible()
      await expect(title).toBeFocused()
      await ann.keyboard.type('on')
      await expect(title).toHaveValue('Typed on')
      await expect(ann.getByText('restored')).toHaveCount(0)
    })

    await test.step('an open review keeps its comment, and compares with what was saved last', async () => {
      const review = reviewOn(ann)
      const comment = review.getByRole('textbox', { name: /^Comment/ })
      const compared = review.getByText('This review compares your changes with revision')
      await stagedOn(ann).getByRole('button', { name: 'Review' }).click()
      await typeInto(comment, 'A better title')
      const before = (await compared.textContent()) ?? ''
      await saveShare(ben, '60')
      await expect(compared).not.toHaveText(before)
      await expect(review.getByRole('heading', { name: '1 change' })).toBeVisible()
      await expect(comment).toHaveValue('A better title')
      await review.getByRole('button', { name: 'Save' }).click()
      await expect(ann.getByText('Saved, merged with Ben Saver’s change')).toBeVisible()
      await expect(shareOn(ann)).toHaveValue('60')
      await expect(title).toHaveValue('Typed on')
      await expect(stagedOn(ann)).toBeHidden()
    })

    await test.step('a comparison in the history stays, beside the new revision', async () => {
      await ann.getByRole('tab', { name: 'History' }).click()
      const revisions = ann
        .getByRole('list', { name: 'Revisions', includeHidden: true })
        .getByRole('article', { includeHidden: true })
      await expect(revisions).toHaveCount(8)
      await revisions.first().getByRole('button', { name: 'Compare' }).click()
      const comparison = ann.getByRole('dialog', { name: /^Compare revision/ })
      await expect(comparison).toContainText('Typed on')
      await saveShare(ben, '70')
      await expect(revisions).toHaveCount(9)
      await expect(comparison).toContainText('Typed on')
    })
  } finally {
    for (const page of [ann, ben]) await page.context().close()
    await server.end()
  }
})
