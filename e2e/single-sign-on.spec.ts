import type { BrowserContext, Page } from '@playwright/test'
import { startOidcProvider } from '@/lib/staff/testing/oidc-provider'
import { expect, fillSignIn, takenUp, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'

test('after a session ends, the person signs in again through single sign-on and continues with what was typed', async ({
  browser,
}) => {
  const provider = await startOidcProvider()
  const server = await startOwnServer({ variables: provider.variables })
  provider.serves(server.url)
  const context = await browser.newContext({ baseURL: server.url })
  try {
    const [person, colleague] = server.demo.staff
    if (!person || !colleague) throw new Error('the demo has no two people')
    const page = await context.newPage()

    await test.step('signs in through the provider, which knows the email that an admin entered', async () => {
      provider.knows({ ...person, authenticatedAt: Math.floor(Date.now() / 1_000) - 3_600 })
      await page.goto('/sign-in?next=/account')
      await page.getByRole('button', { name: 'Continue with single sign-on' }).click()
      await expect(page).toHaveURL('/account')
      await expect(page.getByRole('main')).toContainText(person.email)
    })
    await test.step('reauthenticates there before an address is revealed', async () => {
      const [place] = server.demo.environments
      await page.goto(`/${place?.company}/${place?.app}/${place?.environment}/devices`)
      await page.getByRole('rowheader').getByRole('link').first().click()
      const reveal = page.getByRole('button', { name: /Reveal/ })
      const asked = page.getByRole('dialog', { name: 'Confirm that it’s you' })
      await takenUp(page)
      await reveal.click()
      provider.knows(person)
      await asked.getByRole('button', { name: 'Continue with single sign-on' }).click()
      await expect(asked).toHaveCount(0)
      await takenUp(page)
      await reveal.click()
      await expect(reveal).toBeHidden()
      await expect(asked).toHaveCount(0)
      await page.goto('/account')
    })
    await test.step('gives a provider’s group access: its members sign in without an invitation', async () => {
      await page.goto('/team')
      await takenUp(page)
      await page.getByRole('button', { name: 'Add group…' }).click()
      const dialog = page.getByRole('dialog', { name: 'Add a group' })
      await dialog.getByLabel('Group', { exact: true }).fill('support-people')
      const [bank, other] = await dialog.getByRole('checkbox').all()
      await bank?.check()
      await other?.check()
      await dialog.getByRole('combobox', { name: 'Access there' }).last().click()
      await page.getByRole('option', { name: 'Viewer' }).click()
      await dialog.getByRole('button', { name: 'Add group' }).click()
      await expect(dialog).toHaveCount(0)
      await expect(page.getByRole('table', { name: 'Groups' })).toContainText('support-people')
      await expect(page.getByRole('table', { name: 'Groups' })).toContainText('(Viewer)')

      provider.knows({ email: 'in-the-group@example.com', groups: ['support-people'] })
      const others = await browser.newContext({ baseURL: server.url })
      const theirs = await others.newPage()
      await theirs.goto('/sign-in?next=/account')
      await theirs.getByRole('button', { name: 'Continue with single sign-on' }).click()
      await expect(theirs.getByRole('main')).toContainText('in-the-group@example.com')
      await expect(theirs.getByRole('main')).toContainText('(Viewer)')
      await others.close()
      provider.knows(person)
      await page.goto('/account')
    })
    await test.step('returns to the same page, with the same text', async () => {
      await typeAndLose(page, context, 'Typed before the end')
      await page.getByRole('dialog').getByRole('button', { name: 'Continue with single sign-on' }).click()
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(page).toHaveURL('/account')
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Typed before the end')
      await page.getByRole('button', { name: 'Save name' }).click()
      await expect(page.getByText('Name changed.')).toBeVisible()
    })
    await test.step('can use the password instead', async () => {
      await typeAndLose(page, context, 'Typed once more')
      await fillSignIn(page.getByRole('dialog'), person)
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Typed once more')
    })
    await test.step('another person signed in at the provider gets none of the text', async () => {
      await typeAndLose(page, context, 'Typed by the first')
      provider.knows(colleague)
      await page.getByRole('dialog').getByRole('button', { name: 'Continue with single sign-on' }).click()
      await expect(page.getByRole('main')).toContainText(colleague.email)
      await expect(page.getByLabel('Name', { exact: true })).not.toHaveValue('Typed by the first')
    })
    await test.step('is signed out here as soon as the provider sends a logout token', async () => {
      const iat = Math.floor(Date.now() / 1_000)
      const token = await provider.signs({ sub: `subject of ${colleague.email}`, jti: 'once', iat })
      const tell = () => context.request.post('/api/auth/backchannel-logout', { form: { logout_token: token } })
      expect((await tell()).status()).toBe(200)
      expect((await tell()).status(), 'the same token again').toBe(400)
      await page.goto('/account')
      await expect(page).toHaveURL(/\/sign-in\?/)
    })
  } finally {
    await context.close()
    await server.end()
    provider.end()
  }
})

async function typeAndLose(page: Page, context: BrowserContext, text: string) {
  // Text typed before hydration isn’t kept.
  await takenUp(page)
  await page.getByLabel('Name', { exact: true }).fill(text)
  await context.clearCookies()
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible()
}
