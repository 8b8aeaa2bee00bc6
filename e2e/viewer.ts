import { randomBytes } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { typeInto } from './typing'

/** A new person who may look at Northwind and nothing else: invited by the admin on `page`, and signed in on the other one. */
export async function inviteViewer(page: Page, viewer: Page) {
  const name = `Viewer ${randomBytes(3).toString('hex')}`
  await page.goto('/team')
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite a person' })
  await typeInto(dialog.getByLabel('Name'), name)
  await typeInto(dialog.getByLabel('Email'), `${name.replaceAll(' ', '.').toLowerCase()}@example.com`)
  await dialog.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: /Viewer/ }).click()
  await dialog.getByRole('checkbox', { name: 'Northwind Bank' }).click()
  await dialog.getByRole('button', { name: 'Create link' }).click()
  const link = await dialog.getByText('/invitation/').textContent()

  await viewer.goto(link ?? '')
  await typeInto(viewer.getByLabel('Password'), 'a few good words')
  await viewer.getByRole('button', { name: 'Create account' }).click()
  await expect(viewer.getByRole('heading', { name: 'Companies' })).toBeVisible()
}
