import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/fixtures'
import { typeInto } from './fixtures/typing'

/** Fills the invitation dialog for a person that no other test invites. */
async function fillInvitation(page: Page, called: string) {
  const name = `${called} ${randomBytes(3).toString('hex')}`
  const email = `${name.replaceAll(' ', '.').toLowerCase()}@example.com`
  await page.goto('/team')
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite a person' })
  await typeInto(dialog.getByLabel('Name'), name)
  await typeInto(dialog.getByLabel('Email'), email)
  return { name, email, dialog }
}

test('an admin invites a person, gives them another role, and disables them', async ({ page, visit, signInAs }) => {
  await signInAs('admin')
  const { name, email, dialog } = await fillInvitation(page, 'New Person')
  await dialog.getByRole('button', { name: 'Create link' }).click()
  await expect(dialog.getByText('Choose at least one company.')).toBeVisible()
  await expect(dialog.getByLabel('Name')).toHaveValue(name)
  await dialog.getByRole('checkbox', { name: 'Northwind Bank' }).click()
  await dialog.getByRole('button', { name: 'Create link' }).click()
  const link = await dialog.getByText('/invitation/').textContent()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('table', { name: 'Open invitations' }).getByText(email)).toBeVisible()

  const theirs = await visit()
  await theirs.goto(link ?? '')
  await expect(theirs.getByRole('heading', { name: `Welcome, ${name}` })).toBeVisible()
  await typeInto(theirs.getByLabel('Password'), 'short')
  await theirs.getByRole('button', { name: 'Create account' }).click()
  await expect(theirs.getByText('Use at least 10 characters.')).toBeVisible()
  await typeInto(theirs.getByLabel('Password'), 'a few good words')
  await theirs.getByRole('button', { name: 'Create account' }).click()
  await expect(theirs.getByRole('heading', { name: 'Companies' })).toBeVisible()
  await expect(theirs.getByRole('heading', { name: 'Contoso Travel' })).toHaveCount(0)
  await expect(theirs.getByRole('link', { name: 'Audit' })).toHaveCount(0)

  const again = await visit()
  await again.goto(link ?? '')
  await expect(again.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()

  await page.reload()
  const row = page.getByRole('table', { name: 'People' }).getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText('Support')
  await row.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Role and companies' }).click()
  await page.getByRole('dialog', { name }).getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /Integration manager/ }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('Integration manager')
  await theirs.reload()
  await expect(theirs.getByRole('link', { name: 'Audit' })).toBeVisible()

  await row.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Create password link' }).click()
  const password = page.getByRole('dialog', { name: `New password for ${name}` })
  await password.getByRole('button', { name: 'Create link' }).click()
  await again.goto((await password.getByText('/invitation/').textContent()) ?? '')
  await password.getByRole('button', { name: 'Done' }).click()
  await typeInto(again.getByLabel('New password'), 'other good words')
  await again.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(again.getByRole('heading', { name: 'Companies' })).toBeVisible()
  await theirs.reload()
  await expect(theirs.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await row.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Disable' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click()
  await expect(row).toContainText('Disabled')
  await again.reload()
  await expect(again.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a person changes their name and appearance, and ends another of their sessions', async ({
  page,
  visit,
  signInAs,
}) => {
  await signInAs('admin')
  const { name, email, dialog } = await fillInvitation(page, 'Own Name')
  await dialog.getByRole('checkbox', { name: 'Northwind Bank' }).click()
  await dialog.getByRole('button', { name: 'Create link' }).click()
  const link = await dialog.getByText('/invitation/').textContent()

  const own = await visit()
  await own.goto(link ?? '')
  await typeInto(own.getByLabel('Password'), 'a few good words')
  await own.getByRole('button', { name: 'Create account' }).click()
  await expect(own.getByRole('heading', { name: 'Companies' })).toBeVisible()

  const other = await visit()
  await other.goto('/sign-in')
  await typeInto(other.getByLabel('Email'), email)
  await typeInto(other.getByLabel('Password'), 'a few good words')
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByRole('heading', { name: 'Companies' })).toBeVisible()

  await own.goto('/account')
  await typeInto(own.getByLabel('Name'), `${name} II`)
  await own.getByRole('button', { name: 'Save name' }).click()
  await expect(own.getByRole('status').filter({ hasText: 'Name changed.' })).toBeVisible()
  await own.getByRole('button', { name: 'Save name' }).click()
  await expect(own.getByText(`Nothing to save: your name is already ${name} II.`)).toBeVisible()
  await own.getByRole('radio', { name: 'Dark' }).click()
  await own.reload()
  await expect(own.locator('html')).toHaveAttribute('data-theme', 'dark')

  await own.getByRole('button', { name: /End session/ }).click()
  await expect(own.getByRole('button', { name: /End session/ })).toHaveCount(0)
  await other.reload()
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await page.goto('/team')
  const row = page.getByRole('table', { name: 'People' }).getByRole('row', { name: new RegExp(`${name} II`) })
  const actions = row.getByRole('button', { name: `Actions for ${name} II` })
  await actions.click()
  await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click()
  const sure = page.getByRole('alertdialog')
  await expect(sure).toContainText('Their session ends right away.')
  await sure.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(sure).toHaveCount(0)
  await own.reload()
  await expect(own.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.reload()
  await actions.click()
  await expect(page.getByRole('menuitem', { name: 'Sign out everywhere' })).toBeDisabled()
})
