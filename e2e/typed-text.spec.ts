import type { Page } from '@playwright/test'
import { expect, takenUp, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

const { path } = demoEnvironment('sandbox', 'northwind-bank')
const editorOf = (page: Page) => page.getByRole('textbox', { name: 'Payload as JSON' })

test.beforeEach(async ({ signInAs }) => {
  await signInAs('integration_manager')
})

test('a payload typed as JSON survives a reload, even while it is invalid', async ({ page }) => {
  await page.goto(`${path}/test`)
  for (const text of ['{"aps":{"alert":{"title":"Typed"}}}', '{"aps":']) {
    await editorOf(page).click()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(text)
    await expect(editorOf(page)).toHaveText(text)
    await page.reload()
    await expect(editorOf(page)).toHaveText(text)
  }
  await expect(page.getByText('Fix the JSON to edit these fields.')).toBeVisible()
})

test('text typed into the form beside the JSON is in both after a reload', async ({ page }) => {
  await page.goto(`${path}/test`)
  await typeInto(page.getByRole('textbox', { name: 'Title', exact: true }), 'Typed beside it')
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Typed beside it')
  await expect(editorOf(page)).toContainText('"title": "Typed beside it"')
})

test('an untouched template isn’t stored as typed text', async ({ page }) => {
  await page.goto(`${path}/test`)
  await expect(editorOf(page)).toBeVisible()
  await page.reload()
  await expect(editorOf(page)).toBeVisible()
  expect(await page.evaluate(() => ({ ...sessionStorage }))).not.toHaveProperty('pushdesk-typed')
})

test('secrets don’t survive a reload, but the names beside them do', async ({ page }) => {
  await page.goto(`${path}/settings`)
  await typeInto(page.getByLabel('Team ID'), 'TEAM123456')
  await page.getByLabel('Private key').fill('-----BEGIN PRIVATE KEY-----')
  await page.reload()
  await takenUp(page)
  await expect(page.getByLabel('Team ID')).toHaveValue('TEAM123456')
  await expect(page.getByLabel('Private key')).toHaveValue('')
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain('BEGIN')

  await page.goto('/account')
  await page.getByLabel('Current password').fill('a secret of mine')
  await page.reload()
  await takenUp(page)
  await expect(page.getByLabel('Current password')).toHaveValue('')
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain('of mine')
})

test('choices in a form survive a reload', async ({ page }) => {
  await page.goto(`${path}/settings?tab=keys`)
  await page.getByRole('radio', { name: 'Secret' }).click()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Secret' })).toBeChecked()

  await page.goto(`${path}/settings?tab=company-api`)
  const [authentication, isDefault] = [page.getByLabel('Authentication'), page.getByLabel('Default body')]
  const wasDefault = await isDefault.isChecked()
  await authentication.click()
  await page.getByRole('option', { name: 'Username and password' }).click()
  await isDefault.click()
  await typeInto(page.getByLabel('Username'), 'pushdesk')
  await page.reload()
  await expect(authentication).toHaveText('Username and password')
  await expect(page.getByLabel('Username')).toHaveValue('pushdesk')
  await expect(isDefault).toBeChecked({ checked: !wasDefault })
})

test('choices for one person don’t carry over into the next person’s dialog', async ({ page, signInAs }) => {
  await signInAs('admin')
  await page.goto('/team')
  const open = async (name: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Change role and companies…' }).click()
    return page.getByRole('dialog', { name }).getByRole('combobox', { name: 'Role' })
  }
  const role = await open('Demo Manager')
  await role.click()
  await page.getByRole('option', { name: /^Viewer/ }).click()
  await expect(role).toHaveText('Viewer')
  await page.reload()
  await expect(await open('Demo Support')).toHaveText('Support')
  await page.keyboard.press('Escape')
  await expect(await open('Demo Manager')).toHaveText('Viewer')
})
