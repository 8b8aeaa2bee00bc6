import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

test('a select works by keyboard, and Escape in it leaves the dialog open', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('admin')
  await page.goto('/team')
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite a person' })
  const role = dialog.getByRole('combobox', { name: 'Role' })
  await expect(role).toHaveText('Support')
  await role.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: 'Support' })).toHaveAttribute('aria-selected', 'true')
  await expectAccessible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option')).toHaveCount(0)
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(role).toHaveText('Admin')
  await expect(role).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Invite' })).toBeFocused()
})

test('a menu opens by keyboard with its first item focused, and returns the focus', async ({ page, signInAs }) => {
  await signInAs('admin')
  await page.goto('/account')
  const person = page.getByRole('button', { name: /Demo Admin/ })
  await person.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Account' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(person).toBeFocused()
  await person.click()
  await expect(page.getByRole('menu')).toBeVisible()
  await person.click()
  await expect(page.getByRole('menu')).toHaveCount(0)
})

test('typing finds a person, and emptying the box clears the choice', async ({ page, signInAs }) => {
  await signInAs('admin')
  await page.goto('/audit')
  const box = page.getByRole('combobox', { name: 'Person' })
  await typeInto(box, 'demo ad')
  await page.keyboard.press('Enter')
  await expect(box).toHaveValue('Demo Admin')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(page).toHaveURL(/person=/)
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('Demo Admin')
  await typeInto(box, 'nobody by that name')
  await expect(page.getByText('Nothing matches.')).toBeVisible()
  await typeInto(box, '')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(page).not.toHaveURL(/person=/)
})

test('the log’s columns can be chosen, and stay chosen', async ({ page, signInAs }) => {
  const { path } = demoEnvironment('production')
  await signInAs('support')
  await page.goto(`${path}/deliveries`)
  const table = page.getByRole('table', { name: 'Deliveries' })
  await expect(table.getByRole('columnheader', { name: 'Attempts' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Attempts' }).check()
  await page.getByRole('checkbox', { name: 'Address' }).uncheck()
  await expect(table.getByRole('columnheader', { name: 'Attempts' })).toBeVisible()
  await page.reload()
  await expect(table.getByRole('columnheader', { name: 'Attempts' })).toBeVisible()
  await expect(table.getByRole('columnheader', { name: 'Address' })).toHaveCount(0)
})
