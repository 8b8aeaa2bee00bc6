import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { expect, fillSignIn, test } from './fixtures/fixtures'
import { typeInto } from './fixtures/typing'

const stepMs = 30_000

test('a person sets up an authenticator, signs in with it and with a recovery code, and turns it off', async ({
  page,
  visit,
  signInAs,
  expectAccessible,
}) => {
  const person = { email: `factor.${randomBytes(3).toString('hex')}@example.com`, password: 'a few good words' }
  const inviting = await visit()
  await test.step('a separate account, because other tests sign in as the demo’s people', async () => {
    await signInAs('admin')
    await inviting.context().addCookies(await page.context().cookies())
    await page.context().clearCookies()
    await inviting.goto('/team')
    await inviting.getByRole('button', { name: 'Invite' }).click()
    const dialog = inviting.getByRole('dialog', { name: 'Invite a person' })
    await typeInto(dialog.getByLabel('Name'), 'Second Factor')
    await typeInto(dialog.getByLabel('Email'), person.email)
    await dialog.getByRole('checkbox', { name: 'Northwind Bank' }).click()
    await dialog.getByRole('button', { name: 'Create link' }).click()
    await page.goto((await dialog.getByText('/invitation/').textContent()) ?? '')
    await typeInto(page.getByLabel('Password'), person.password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByRole('heading', { name: 'Companies' })).toBeVisible()
  })

  await page.goto('/account')
  await page.getByRole('button', { name: 'Set up authenticator app' }).click()
  await typeInto(page.getByLabel('Your password'), person.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('img', { name: 'QR code with the key' })).toBeVisible()
  await expectAccessible()
  await page.getByRole('button', { name: 'Copy key' }).click()
  const secret = await page.evaluate(() => navigator.clipboard.readText())
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  await typeInto(page.getByLabel('Code from the app'), '000000')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByText('That code doesn’t match.')).toBeVisible()
  await typeInto(page.getByLabel('Code from the app'), totp.generate())
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByText('Two-factor authentication is on')).toBeVisible()
  await expectAccessible()
  const recoveryCodes = await page
    .getByRole('listitem')
    .filter({ hasText: /^\w{4}-/ })
    .allTextContents()
  await page.getByRole('button', { name: 'I’ve saved these codes' }).click()
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible()

  const signInAgain = async (code: string) => {
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await fillSignIn(page, person)
    await typeInto(page.getByLabel('Code'), code)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await signInAgain('123456')
  await expect(page.getByText('That code is incorrect or was already used.')).toBeVisible()
  await expectAccessible()
  await typeInto(page.getByLabel('Code'), totp.generate({ timestamp: Date.now() + stepMs }))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Companies' })).toBeVisible()
  await signInAgain(recoveryCodes[0] ?? '')
  await expect(page.getByRole('heading', { name: 'Companies' })).toBeVisible()

  await page.goto('/account')
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible()

  await test.step('an ended session asks for both on the open page, which keeps what was typed', async () => {
    await page.getByLabel('Name', { exact: true }).fill('Typed before the end')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save name' }).click()
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
    await fillSignIn(dialog, person)
    await typeInto(dialog.getByLabel('Code'), recoveryCodes[0] ?? '')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await expect(dialog.getByRole('alert')).toContainText('already used')
    await expectAccessible()
    await typeInto(dialog.getByLabel('Code'), recoveryCodes[1] ?? '')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Typed before the end')
    await page.getByRole('button', { name: 'Save name' }).click()
    await expect(page.getByText('Name changed.')).toBeVisible()
    await expect(page.getByText('8 recovery codes are left.')).toBeVisible()
  })
  await page.getByRole('button', { name: 'Turn off' }).click()
  await typeInto(page.getByLabel('Your password'), person.password)
  await typeInto(page.getByLabel('Code'), recoveryCodes[1] ?? '')
  await page.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByText('That code is incorrect or was already used.')).toBeVisible()
  await typeInto(page.getByLabel('Your password'), person.password)
  await typeInto(page.getByLabel('Code'), recoveryCodes[2] ?? '')
  await page.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByRole('button', { name: 'Set up authenticator app' })).toBeVisible()
})
