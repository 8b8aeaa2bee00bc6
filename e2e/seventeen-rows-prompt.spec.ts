import { expect, test } from './fixtures/fixtures'
import { phoneOn } from './fixtures/phone'
import { importPrompt } from './fixtures/prompt-setting'
import { demoEnvironment } from './fixtures/site'

// The source text, sentence by sentence (see docs), acted out on the phone against the real server.
// Run serially in one browser: the rows share one environment's configuration.
test.describe.configure({ mode: 'default' })

const environment = () => demoEnvironment('sandbox', 'contoso-travel')

test.beforeEach(async ({ signInAs }) => {
  await signInAs('admin')
})

test('row 11: a customer who joins a queue is asked with the configured text in their language', async ({ page }) => {
  await importPrompt(page, environment().path)
  const the = phoneOn(page)
  await the.open(environment())
  await the.choose('Language', 'Deutsch')
  await the.signIn()
  await the.joinQueue()
  await expect(the.dialog.getByRole('heading', { name: 'Keine Antwort verpassen' })).toBeVisible()
  await the.dialog.getByRole('button', { name: 'Benachrichtigen' }).click()
  await expect(the.alert).toContainText('möchte dir Mitteilungen senden')
  await the.alert.getByRole('button', { name: 'Erlauben', exact: true }).click()
  await expect(page.getByText('Registered for push')).toBeVisible()
})

test('row 12: a customer who already accepted or denied isn’t asked', async ({ page }) => {
  await importPrompt(page, environment().path)
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  for (const permission of ['Allowed', 'Denied']) {
    await the.choose('Permission', permission)
    await the.joinQueue()
    await expect(the.phone.getByRole('status')).toContainText('already allowed or denied')
    await expect(the.dialog).toBeHidden()
    await the.phone.getByRole('button', { name: 'Leave the queue' }).click()
  }
  await the.choose('Permission', 'Not asked yet')
  await the.joinQueue()
  await expect(the.dialog).toBeVisible()
})

test('row 15: the prompt is controlled remotely, and waiting phones follow at once', async ({ page, pageOf }) => {
  await importPrompt(page, environment().path)
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.joinQueue()
  await expect(the.dialog).toBeVisible()

  const manager = await pageOf('admin')
  await manager.goto(`${environment().path}/prompt`)
  await manager.getByRole('button', { name: 'Turn off' }).click()
  await manager.getByRole('alertdialog').getByRole('button', { name: 'Turn off now' }).click()
  await expect(the.dialog).toBeHidden()
  await expect(the.phone.getByRole('status')).toContainText('the prompt is off')
  await manager.getByRole('button', { name: 'Undo' }).click()
  await expect(the.dialog).toBeVisible()
})

test('row 16: a person who can’t change the prompt sees which integration manager can', async ({ pageOf }) => {
  const support = await pageOf('support')
  await support.goto(`${demoEnvironment('sandbox').path}/prompt`)
  await expect(support.getByRole('main')).toContainText('Demo Manager')
})

test('row 17: the overview shows what is lost while the prompt is off', async ({ page }) => {
  await importPrompt(page, environment().path, { isOn: false })
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()
  await the.joinQueue()
  await expect(the.phone.getByRole('status')).toContainText('the prompt is off')
  await page.goto(`${environment().path}/overview`)
  await expect(page.getByRole('main')).toContainText(/requested the prompt \d+ times? while it was off/)
})
