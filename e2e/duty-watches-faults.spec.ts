import { callApi, newToken, unique, writeTo } from './api'
import { expect, test } from './fixtures'
import { demoEnvironment } from './site'
import { typeInto } from './typing'

/** Where no other journey sends anything: a fault that is turned on here hits every device of the environment. */
const place = () => demoEnvironment('production', 'contoso-travel')

// Both turn on faults in the same environment.
test.describe.configure({ mode: 'default' })

test('a refused key is seen at once, and the queue goes on by itself when it is good again', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  test.setTimeout(120_000)
  const environment = place()
  const userId = unique('customer')
  await callApi(request, environment, {
    method: 'PUT',
    path: '/devices',
    body: { deviceToken: newToken(), user: { id: userId }, permission: 'authorized' },
  })
  await signInAs('admin')
  await page.goto(`${environment.path}/simulator`)
  await page.getByRole('switch', { name: 'Bad credentials' }).click()
  await expect(page.getByText('1 fault is on')).toBeVisible()
  const { title } = await writeTo(request, { environment, userId })
  await expect(page.getByRole('row').filter({ hasText: '403 Forbidden' }).first()).toBeVisible({ timeout: 15_000 })
  await expect(page.getByText(/hit \d+ times?/)).toBeVisible()
  await expectAccessible()

  await page.goto(`${environment.path}/overview`)
  await expect(page.getByText('Deliveries are on hold (Forbidden)')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open settings' })).toBeVisible()
  await expectAccessible()

  await page.goto(`${environment.path}/simulator`)
  await page.getByRole('switch', { name: 'Bad credentials' }).click()
  await expect(page.getByText('No faults are on')).toBeVisible()
  await page.goto(`${environment.path}/deliveries`)
  await expect(page.getByRole('row').filter({ hasText: title })).toContainText('Accepted', { timeout: 60_000 })
  await page.goto(`${environment.path}/overview`)
  await expect(page.getByText('Deliveries are on hold')).toHaveCount(0)
})

test('a custom fault says which devices it hits', async ({ page, signInAs }) => {
  await signInAs('admin')
  await page.goto(`${place().path}/simulator`)
  await page.getByRole('combobox', { name: 'Fault', exact: true }).click()
  await page.getByRole('option', { name: 'Devices have new tokens' }).click()
  await typeInto(page.getByLabel('Percentage of devices'), '1')
  await page.getByRole('button', { name: 'Turn on', exact: true }).click()
  const title = 'Devices have new tokens, 1% of devices'
  await expect(page.getByText(title)).toBeVisible()
  await page.getByRole('button', { name: `Turn off ${title}` }).click()
  await expect(page.getByText(title)).toHaveCount(0)
})
