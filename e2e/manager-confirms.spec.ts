import { registerCustomer } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'

// Two of these tests save at the same level.
test.describe.configure({ mode: 'serial' })

test('a gray “Save to production” says what it waits for, and Enter in the last field saves', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('integration_manager')
  await page.goto(`${demoEnvironment('production').path}/prompt`)
  await page.getByRole('button', { name: 'Customize' }).click()
  await page
    .getByRole('region', { name: 'Unsaved changes' })
    .getByRole('button', { name: /Review/ })
    .click()
  const review = page.getByRole('dialog', { name: 'Review' })
  const save = review.getByRole('button', { name: 'Save to production' })
  const comment = review.getByRole('textbox', { name: 'Comment' })
  const name = review.getByRole('textbox', { name: /to confirm/ })
  await expect(save).toHaveAccessibleDescription('Still needed: a comment, and “Northwind iOS” typed to confirm.')
  await expect(comment).toHaveAccessibleDescription('Required. Say what this change is for.')
  await expectAccessible()
  await name.focus()
  await page.keyboard.type('Northwind iOS')
  await expect(save).toHaveAccessibleDescription('Still needed: a comment.')
  await page.keyboard.press('Enter')
  await expect(comment).toBeFocused()
  await page.keyboard.type('The same here as everywhere')
  await expect(save).toHaveAccessibleDescription('')
  await name.focus()
  await page.keyboard.press('Enter')
  await expect(review).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone').first()).toBeVisible()
})

test('Enter in the bulk review’s last field changes the apps once there is a comment', async ({ page, signInAs }) => {
  await signInAs('integration_manager')
  await page.goto('/prompt')
  await page.getByRole('checkbox', { name: 'Select Northwind iOS' }).click()
  const bar = page.getByRole('region', { name: 'Selected apps' })
  await bar.getByRole('combobox', { name: 'Change' }).click()
  await page.getByRole('option', { name: 'On for 50%' }).click()
  await bar.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review' })
  await review.getByRole('textbox', { name: /to confirm/ }).focus()
  await page.keyboard.type('1 app')
  await page.keyboard.press('Enter')
  await expect(review.getByRole('textbox', { name: 'Comment' })).toBeFocused()
  await page.keyboard.type('Half of them for a day')
  await review.getByRole('textbox', { name: /to confirm/ }).focus()
  await page.keyboard.press('Enter')
  await expect(review).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('1 app restored')).toBeVisible()
})

test('a dialog that requires a word accepts Enter only once the word is typed', async ({ page, signInAs, request }) => {
  const { environment, deviceId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto(`${environment.path}/devices/${deviceId}`)
  await page.getByRole('button', { name: 'Remove' }).click()
  const word = page.getByRole('alertdialog').getByRole('textbox', { name: /to confirm/ })
  await expect(word).toBeFocused()
  await page.keyboard.type('remov')
  await page.keyboard.press('Enter')
  await expect(word).toBeVisible()
  await page.keyboard.type('e')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/devices$/)
})
