import { startMailServer } from '@/lib/channels/testing/mail-server'
import { expect, test } from './fixtures/fixtures'
import { freePort, startOwnServer } from './fixtures/own-server'

test('a person who forgot the password gets a link by email, and signs in with a new one', async ({ browser }) => {
  test.setTimeout(180_000)
  const mail = await startMailServer()
  const port = await freePort()
  const server = await startOwnServer({
    port,
    variables: { SMTP_URL: mail.url, MAIL_FROM: 'pushdesk@example.com', AUTH_URL: `http://127.0.0.1:${port}` },
  })
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  const ask = async (email: string) => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    // The sign-in page has a field of the same name.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Forgot your password?')
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Email me a link' }).click()
    await expect(page.getByRole('status')).toContainText('If an account with a password has this address')
  }
  try {
    const email = server.demo.staff.find(({ role }) => role === 'support')?.email ?? ''
    await ask('nobody@example.com')
    await ask(email)
    await expect.poll(() => mail.mails.length).toBe(1)
    expect(mail.mails).toMatchObject([{ to: email }])
    const link = /http:\S+\/invitation\/\S+/.exec(mail.mails[0]?.text ?? '')?.[0] ?? ''
    await page.goto(link)
    await page.getByLabel('New password').fill('another long password')
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await expect(page).toHaveURL(`${server.url}/`)
    await page.goto('/account')
    const box = page.getByRole('checkbox', { name: 'Sign-ins with a new browser' })
    await expect(box).toBeChecked()
    await box.uncheck()
    await page.getByRole('button', { name: 'Save emails' }).click()
    await expect(page.getByText('Emails changed.')).toBeVisible()
    await page.goto(link)
    await expect(page.getByRole('button', { name: 'Save and sign in' })).toHaveCount(0)
  } finally {
    await context.close()
    await server.end()
    await mail.close()
  }
})
