import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

const { path } = demoEnvironment('sandbox', 'northwind-bank')

test('a value may contain spaces, and a rule may ignore case', async ({ page, signInAs, expectAccessible }) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt`)
  await page.getByRole('button', { name: 'Customize' }).click()
  await page.getByRole('button', { name: 'Add rule' }).click()
  await page.getByRole('menuitem', { name: 'Customer' }).click()
  // A menu that closes gives the focus back to its button.
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add rule' })).toBeFocused()
  const values = page.getByRole('textbox', { name: 'Values' })
  await typeInto(values, 'anna schmidt;')
  await values.pressSequentially('ben meier')
  await values.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove anna schmidt' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove ben meier' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Ignore case' }).check()
  await expect(page.getByText('customer is anna schmidt or ben meier (ignoring case)').first()).toBeVisible()
  await expectAccessible()
  await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Review' }).click()
  await expect(page.getByRole('dialog', { name: 'Review' })).toContainText(
    'customer is anna schmidt or ben meier (ignoring case)',
  )
})

test('importing a customer list from a table asks for the column, and previews the result before it is saved', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt`)
  await page.getByRole('button', { name: 'Customize' }).click()
  await page.getByRole('button', { name: 'Add rule' }).click()
  await page.getByRole('menuitem', { name: 'Customer' }).click()
  // A menu that closes gives the focus back to its button.
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add rule' })).toBeFocused()
  await page.getByRole('combobox', { name: 'Comparison' }).click()
  await page.getByRole('option', { name: 'is in the list', exact: true }).click()
  await page.getByRole('button', { name: 'New list' }).click()
  const dialog = page.getByRole('dialog', { name: 'New customer list' })
  await dialog.getByLabel('Or a file').setInputFiles({
    name: 'Friends.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('\uFEFFfirst;member\r\n"Schmidt; Anna";c-1\r\nBen;c-2\r\nBen;c-2 \r\n'),
  })
  const preview = dialog.getByRole('table', { name: 'First rows' })
  await expect(preview.getByRole('row')).toHaveCount(4)
  await expect(preview).toContainText('Schmidt; Anna')
  await dialog.getByRole('button', { name: 'Add list' }).click()
  await expect(dialog).toContainText('Choose the column that holds the customer IDs.')
  await dialog.getByRole('combobox', { name: 'Column with the customer IDs' }).click()
  await page.getByRole('option', { name: 'member' }).click()
  await expect(dialog).toContainText('2 customer IDs. Left out: the heading and 1 duplicate.')
  await expectAccessible()
  await dialog.getByRole('button', { name: 'Add list' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('customer is in the list “Friends” (2)').first()).toBeVisible()
  await page.getByRole('checkbox', { name: 'Ignore case' }).check()
  await expect(page.getByText('customer is in the list “Friends” (2) (ignoring case)').first()).toBeVisible()
})

test('a percentage stays as typed: emptied and rewritten, with decimals, and restored if left empty', async ({
  page,
  signInAs,
}) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt`)
  await page.getByRole('button', { name: 'Customize' }).click()
  const percentage = page.getByRole('spinbutton', { name: /^Percentage of/ }).first()
  await typeInto(percentage, '42')
  await expect(percentage).toHaveValue('42')
  await percentage.press('ControlOrMeta+A')
  await percentage.press('Backspace')
  await expect(percentage).toHaveValue('')
  await percentage.press('Tab')
  await expect(percentage).toHaveValue('42')
  await typeInto(percentage, '4.05')
  await percentage.press('Tab')
  await expect(percentage).toHaveValue('4.05')
  await typeInto(percentage, '250')
  await percentage.press('Tab')
  await expect(percentage).toHaveValue('100')
})
