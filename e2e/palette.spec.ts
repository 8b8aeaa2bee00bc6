import { expect, test } from './fixtures/fixtures'
import { paletteBox } from './fixtures/palette'
import { demoEnvironment } from './fixtures/site'

test('the palette opens from everywhere, goes to a page, and returns the focus', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto(`${demoEnvironment().path}/overview`)
  const opener = page.getByRole('button', { name: 'Search or paste an ID' })
  // Nothing has the focus yet.
  await page.keyboard.press('Control+k')
  await expect(paletteBox(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()

  await page.keyboard.press('Control+k')
  await expect(paletteBox(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('send test')
  await expect(page.getByRole('option', { name: /Send test/ })).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/test$/)
})

test('the developer guides open from the palette, the help menu, and the settings, and the dashboard stays open', async ({
  page,
  context,
  signInAs,
}) => {
  await signInAs('support')
  const { path } = demoEnvironment()
  const opened = async (act: () => Promise<void>) => {
    const [tab] = await Promise.all([context.waitForEvent('page'), act()])
    await expect(tab.getByRole('heading', { level: 1, name: /^Pushdesk (API|SDK)$/ })).toBeVisible()
    await tab.close()
  }
  await page.goto(`${path}/settings`)
  for (const name of ['API reference', 'SDK guide']) {
    await opened(() => page.getByRole('main').getByRole('link', { name }).click())
    await page.getByRole('button', { name: 'Help' }).click()
    await opened(() => page.getByRole('menuitem', { name }).click())
    await page.keyboard.press('Control+k')
    await page.keyboard.type(name)
    await expect(page.getByRole('option', { name })).toBeVisible()
    await opened(() => page.keyboard.press('Enter'))
  }
  await expect(page).toHaveURL(new RegExp(`${path}/settings`))
})

test('the open palette gets key presses even if something else has the focus', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await expect(paletteBox(page)).toBeFocused()
  await page.getByRole('button', { name: 'Help', includeHidden: true }).evaluate((button) => button.focus())
  await page.keyboard.type('audi')
  await expect(paletteBox(page)).toHaveValue('audi')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Account')
  await page.getByRole('button', { name: 'Help', includeHidden: true }).evaluate((button) => button.focus())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/account$/)
})

test('the palette offers only actions that the role allows', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('prompt')
  await expect(page.getByRole('option', { name: /^Prompt/ })).toBeVisible()
  await expect(page.getByRole('option', { name: /Turn the prompt/ })).toHaveCount(0)
})

test('? lists the single-key shortcuts, which never fire while typing and can be turned off', async ({
  page,
  signInAs,
}) => {
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
