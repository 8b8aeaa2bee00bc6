import { expect, fillSignIn, test } from './fixtures/fixtures'
import { demo } from './fixtures/site'

const person = () => {
  const found = demo().staff.find(({ role }) => role === 'support')
  if (!found) throw new Error('the demo has no support')
  return found
}

test('a person signs in, reaches the requested page, and signs out for good', async ({ page, context }) => {
  await page.goto('/team')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fteam/)
  await expect(page.getByLabel('Email')).toBeFocused()
  await fillSignIn(page, person())
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()

  const [cookie] = (await context.cookies()).filter(({ name }) => name === 'pushdesk')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

  await page
    .getByRole('button', { name: person().email.split('@')[0] === 'support' ? /Support/ : /./ })
    .last()
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  // The server revoked the token; the browser didn't merely forget it.
  if (cookie) await context.addCookies([cookie])
  await page.goto('/team')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a wrong password and an unknown account get the same sentence', async ({ page }) => {
  for (const email of [person().email, 'nobody@example.com']) {
    await page.goto('/sign-in')
    await fillSignIn(page, { email, password: 'not the password' })
    await expect(page.getByRole('alert').filter({ hasText: 'Incorrect email' })).toHaveText(
      'Incorrect email or password.',
    )
    await expect(page.getByLabel('Email')).toHaveValue(email)
  }
})

for (const next of [
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'https://evil.example/',
  '/%5Cevil.example',
])
  test(`signing in never redirects to another site: ${next}`, async ({ page, baseURL }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await fillSignIn(page, person())
    await expect(page).not.toHaveURL(/\/sign-in/)
    expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? '').origin)
  })
