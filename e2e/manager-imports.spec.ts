import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'

const { path } = demoEnvironment('sandbox', 'northwind-bank')

test('an invalid file is rejected with every error, and nothing in it is staged', async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs('integration_manager')
  await page.goto(`${path}/prompt`)
  const rule = {
    id: 'r',
    description: '',
    conditions: [{ attribute: 'country', operator: 'in', values: ['X'] }],
    share: 5,
  }
  const words = { fallbackLocale: 'en', locales: {} }
  const content = {
    schema: 1,
    isOn: true,
    rules: [rule],
    rollout: { share: 0 },
    askAgain: { afterDays: 1, timesMax: 1 },
    words,
  }
  const text = JSON.stringify({ format: 'pushdesk-prompt', schema: 1, content })
  const wrong = page.getByRole('list', { name: 'Errors' })
  const choose = (content: string) =>
    page
      .getByLabel('File to import')
      .setInputFiles({ name: 'prompt.json', mimeType: 'application/json', buffer: Buffer.from(content) })
  await choose(' '.repeat(11_000_000))
  await expect(page.getByRole('dialog')).toContainText('larger than 10 MB')
  await page.getByRole('button', { name: 'Close' }).last().click()
  await choose(text)
  await expect(wrong).toContainText('Rule 1, condition 1')
  await expect(wrong).toContainText('Enter two letters, such as DE.')
  await expectAccessible()
  await page.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeHidden()
})
