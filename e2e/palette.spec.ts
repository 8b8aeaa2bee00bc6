import { expect, test } from './fixtures'
import { demoEnvironment } from './site'
import { typeInto } from './typing'

test('the palette opens from everywhere, goes to a page, and gives the focus back', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto(`${demoEnvironment().path}/overview`)
  const opener = page.getByRole('button', { name: 'Find or paste anything' })
  await opener.focus()
  await page.keyboard.press('Control+k')
  const box = page.getByRole('dialog', { name: 'Find or paste anything' }).getByRole('combobox')
  await expect(box).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()

  await page.keyboard.press('Control+k')
  await typeInto(box, 'send test')
  await expect(page.getByRole('option', { name: /Send a test/ })).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/test$/)
})

test('the palette offers only what the role may do', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/')
  await page.keyboard.press('Control+k')
  const box = page.getByRole('dialog', { name: 'Find or paste anything' }).getByRole('combobox')
  await typeInto(box, 'prompt')
  await expect(page.getByRole('option', { name: /^Prompt/ })).toBeVisible()
  await expect(page.getByRole('option', { name: /Turn the prompt/ })).toHaveCount(0)
})

test('what is pasted into the palette is found', async ({ page, signInAs, request }) => {
  const environment = demoEnvironment('sandbox')
  const userId = `palette-${Date.now()}`
  const registered = await request.put('/api/v1/devices', {
    headers: { authorization: `Bearer ${environment.secretKey}` },
    data: { uuid: `uuid-of-${userId}`, user: { id: userId }, permission: 'authorized' },
  })
  expect(registered.status()).toBe(201)
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await typeInto(page.getByRole('dialog', { name: 'Find or paste anything' }).getByRole('combobox'), userId)
  await page
    .getByRole('option', { name: new RegExp(userId) })
    .first()
    .click()
  await expect(page).toHaveURL(/\/sandbox\/(customers|devices)\//)
})

test('single keys are listed by ?, never fire while typing, and can be switched off', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/account')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.getByLabel('Name').press('?')
  await expect(list).toHaveCount(0)
  await page.getByRole('main').press('?')
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click()
  await page.getByRole('main').press('?')
  await expect(list).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('switch', { name: 'Single-key shortcuts' })).not.toBeChecked()
})
