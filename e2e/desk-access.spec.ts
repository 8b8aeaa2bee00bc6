import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

const pages = [
  ['companies', '/'],
  ['overview', `${demoEnvironment().path}/overview`],
  ['team', '/team'],
  ['account', '/account'],
  ['audit', '/audit'],
  ['nothing found', '/audit?subject=nothing-has-this-name'],
  ['not found', '/no-company/no-app/production/overview'],
] as const

for (const [name, path] of pages)
  test(`no axe violation, exactly one heading, and no layout error: ${name}`, async ({
    page,
    signInAs,
    expectAccessible,
  }) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
    })
    await signInAs('admin')
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await expect(page.getByRole('main')).toBeVisible()
    await expectAccessible()
    await page.setViewportSize({ width: 320, height: 700 })
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    await expect.poll(overflow, 'scrolls sideways at 320 px').toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
  })

test('no axe violation: sign-in, before and after a failed attempt', async ({ page, expectAccessible }) => {
  await page.goto('/sign-in')
  await expectAccessible()
  await typeInto(page.getByLabel('Email'), 'nobody@example.com')
  await typeInto(page.getByLabel('Password'), 'wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Incorrect email or password' })).toBeVisible()
  await expectAccessible()
})

test('no axe violation: palette, menus, dialogs, and a sheet', async ({ page, signInAs, expectAccessible }) => {
  await signInAs('admin')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible()
  await page.goto('/audit')
  await page.getByRole('table', { name: 'Audit entries' }).getByRole('link').first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible()
})

test.describe('far from the server’s time zone', () => {
  test.use({ timezoneId: 'Pacific/Kiritimati' })
  test('times hydrate without a warning and show the exact time on focus', async ({ page, signInAs }) => {
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await signInAs('admin')
    await page.goto('/audit')
    const time = page.getByRole('table', { name: 'Audit entries' }).getByRole('button').first()
    await time.focus()
    await expect(page.getByText('Pacific/Kiritimati')).toBeVisible()
    await expect(page.getByText('UTC', { exact: true })).toBeVisible()
    expect(complaints).toEqual([])
  })
})

test('the dashboard shows its menu in a sheet at phone size', async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signInAs('admin')
  await page.goto('/')
  await page.getByRole('button', { name: 'Open the menu' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Team' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
