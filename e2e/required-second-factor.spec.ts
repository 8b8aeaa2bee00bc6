import { Secret, TOTP } from 'otpauth'
import { lockSignInSettings, noSignInNeeds, saveSignInNeeds } from '@/db/queries/staff/sign-in-settings'
import { expect, fillSignIn, test } from './fixtures/fixtures'
import { startEmptyServer } from './fixtures/own-server'
import { typeInto } from './fixtures/typing'

test('a person whose role requires a second factor sets one up before anything else', async ({ browser }) => {
  const server = await startEmptyServer({
    async prepare(db) {
      await lockSignInSettings(db)
      await saveSignInNeeds(db, { needs: { ...noSignInNeeds, admin: 'second_factor' } })
    },
  })
  const context = await browser.newContext({ baseURL: server.url })
  try {
    const page = await context.newPage()
    await page.goto('/sign-in?next=/team')
    await fillSignIn(page, server.admin)
    await expect(page.getByRole('heading', { level: 1, name: 'Two-factor authentication' })).toBeVisible()
    await test.step('every other page redirects back, and every API call is rejected', async () => {
      await page.goto('/audit')
      await expect(page).toHaveURL('/second-factor?next=%2Faudit')
      const answer = await context.request.get('/api/desk/session')
      expect([answer.status(), (await answer.json()).code]).toEqual([403, 'second_factor_required'])
    })
    await page.getByRole('button', { name: 'Set up authenticator app' }).click()
    await typeInto(page.getByLabel('Your password'), server.admin.password)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page.getByRole('img', { name: 'QR code with the key' })).toBeVisible()
    const key = (await page.locator('code').textContent()) ?? ''
    const totp = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) })
    await typeInto(page.getByLabel('Code from the app'), totp.generate())
    await page.getByRole('button', { name: 'Turn on' }).click()
    await page.getByRole('button', { name: 'I’ve saved these codes' }).click()
    await page.getByRole('link', { name: 'Continue' }).click()
    await expect(page).toHaveURL('/audit')
    await page.goto('/team')
    await expect(page.getByRole('region', { name: 'Sign-in rules' })).toContainText('Two-factor authentication')
  } finally {
    await context.close()
    await server.end()
  }
})
