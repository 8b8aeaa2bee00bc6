import { randomBytes } from 'node:crypto'
import { expect, test } from './fixtures/fixtures'
import { typeInto } from './fixtures/typing'

test('an admin creates a service token, tests it, and revokes it', async ({ page, request, signInAs }) => {
  await signInAs('admin')
  await page.goto('/team')
  const name = `Deployment ${randomBytes(3).toString('hex')}`
  await page.getByRole('button', { name: 'Create service token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create a service token' })
  await typeInto(dialog.getByLabel('Name'), name)
  await dialog.getByRole('button', { name: 'Create token' }).click()
  await expect(dialog.getByText('Choose at least one company.')).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'Northwind Bank' }).click()
  await dialog.getByRole('button', { name: 'Create token' }).click()
  const token = (await dialog.getByText(/^st_/).textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Done' }).click()

  const companies = async (key: string) => {
    const answer = await request.get('/api/v1/manage/companies', { headers: { authorization: `Bearer ${key}` } })
    return answer.ok() ? (await answer.json()).companies.map(({ slug }: { slug: string }) => slug) : answer.status()
  }
  expect(await companies(token)).toEqual(['northwind-bank'])
  const row = page.getByRole('table', { name: 'Service tokens' }).getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText(token.slice(-4))

  await row.getByRole('button', { name: `Revoke ${name}` }).click()
  const confirm = page.getByRole('alertdialog').or(page.getByRole('dialog', { name: `Revoke ${name}?` }))
  await typeInto(confirm.getByRole('textbox'), token.slice(-4))
  await confirm.getByRole('button', { name: 'Revoke token' }).click()
  await expect(row.getByText('Revoked')).toBeVisible()
  expect(await companies(token)).toBe(401)
})
