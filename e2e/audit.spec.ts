import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures/fixtures'
import { typeInto } from './fixtures/typing'

test('an admin finds who invited whom, reads what changed, and exports it as CSV', async ({ page, signInAs }) => {
  const email = `audited.${randomBytes(4).toString('hex')}@example.com`
  await signInAs('admin')
  await page.goto('/team')
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite a person' })
  await typeInto(dialog.getByLabel('Name'), '=Audited Person')
  await typeInto(dialog.getByLabel('Email'), email)
  await dialog.getByRole('checkbox', { name: 'Northwind Bank' }).click()
  await dialog.getByRole('button', { name: 'Create link' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()

  await page.goto('/audit')
  await typeInto(page.getByLabel('Subject'), email)
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page).toHaveURL(/subject=audited/)
  const table = page.getByRole('table', { name: 'Audit entries' })
  await expect(table.getByRole('row')).toHaveCount(2)
  await table.getByRole('link', { name: 'Person invited' }).click()
  const sheet = page.getByRole('dialog', { name: 'Person invited' })
  await expect(sheet.getByRole('region', { name: 'Changes' })).toContainText(email)
  await expect(page).toHaveURL(/entry=/)
  await page.reload()
  await expect(sheet).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await expect(page).toHaveURL(/subject=audited/)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv.trim().split('\r\n')).toHaveLength(2)
  expect(csv).toContain(email)

  await page.getByRole('link', { name: /Remove the filter Subject/ }).click()
  await expect(table.getByRole('link', { name: 'Audit log exported' }).first()).toBeVisible()
})

test('filters that match nothing say so and can be cleared', async ({ page, signInAs }) => {
  await signInAs('admin')
  await page.goto('/audit?subject=nothing-has-this-name')
  await expect(page.getByText('No entries match')).toBeVisible()
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page.getByRole('table', { name: 'Audit entries' })).toBeVisible()
})
