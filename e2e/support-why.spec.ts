import type { Page, Route } from '@playwright/test'
import { callApi, registerCustomer, unique, writeTo } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

const stop = (page: Page) =>
  page.getByRole('list', { name: 'Checks' }).getByRole('listitem').filter({ hasText: 'Blocked here' })

async function openWhy(page: Page, path: string, userId: string) {
  await page.goto(`${path}/devices`)
  await typeInto(page.getByRole('searchbox', { name: 'Find a device' }), userId.slice(0, 16))
  // Wait until the list is filtered.
  await expect(page).toHaveURL(/[?&]q=/)
  await page.getByRole('table', { name: 'Devices' }).getByRole('link', { name: userId }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
  await page.getByRole('link', { name: 'Why didn’t they get it?' }).click()
}

test('support learns that the customer denied notifications', async ({ page, signInAs, request, expectAccessible }) => {
  const { environment, userId } = await registerCustomer(request, { permission: 'denied' })
  await signInAs('support')
  await openWhy(page, environment.path, userId)
  await expect(stop(page)).toContainText('Are notifications allowed?')
  await expect(stop(page)).toContainText('Ask the customer to allow notifications')
  await expectAccessible()
})

test('support learns that the token is invalid', async ({ page, signInAs }) => {
  const { path } = demoEnvironment('production')
  await signInAs('support')
  await page.goto(`${path}/devices?status=disabled`)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Last rejected' }).click()
  await page.keyboard.press('Escape')
  const row = page.getByRole('row').filter({ hasText: 'Unregistered' }).first()
  const name = (await row.getByRole('rowheader').getByRole('link').textContent()) ?? ''
  await row.getByRole('link').nth(1).click()
  await page.getByRole('link', { name: 'Why didn’t they get it?' }).click()
  // Wait for the diagnosis page: the customer’s page has a list of checks too.
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Why didn’t')
  const tab = page.getByRole('tab', { name })
  await expect(page.getByRole('list', { name: 'Checks' })).toBeVisible()
  if ((await tab.count()) > 0) await tab.click()
  await expect(stop(page)).toContainText('Is the device address still valid?')
  await expect(stop(page)).toContainText('Ask the customer to open the app')
})

test('support learns that the customer was in the chat', async ({ page, signInAs, request }) => {
  const { environment, userId, deviceId } = await registerCustomer(request)
  await callApi(request, environment, {
    method: 'PUT',
    path: '/presence',
    key: 'publishableKey',
    body: { user: { id: userId }, app: 'active', chat: 'connected' },
  })
  const { title } = await writeTo(request, { environment, userId })
  await signInAs('support')
  await page.goto(`${environment.path}/devices/${deviceId}`)
  await page.getByRole('main').getByRole('link', { name: userId }).click()
  await page.getByRole('link', { name: `Why? ${title}` }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
  await expect(stop(page)).toContainText('Was the app or the chat in the foreground?')
  await expect(stop(page)).toContainText('No action needed')
})

test('support learns that the company API responds with 500', async ({ page, signInAs, request }) => {
  // Use another company: consecutive failures open the circuit for all its devices.
  const { environment, userId, deviceId } = await registerCustomer(request, {
    uuid: unique('answer-500'),
    company: 'contoso-travel',
  })
  const { title, answer } = await writeTo(request, { environment, userId })
  const path = `/notifications/${answer.notification.id}`
  await expect
    .poll(async () => (await callApi(request, environment, { method: 'GET', path })).deliveries[0].reason)
    .toMatch(/http_500|circuit_open/)
  await signInAs('support')
  await page.goto(`${environment.path}/devices/${deviceId}`)
  await expect(page.getByText('Only the company API can reach this device')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: userId }).click()
  await page.getByRole('link', { name: `Why? ${title}` }).click()
  await expect(stop(page)).toContainText('Does the company API respond?')
  await expect(stop(page)).toContainText(/internal error|requests (are|were) paused/)
})

test('support learns that a customer was never registered', async ({ page, signInAs }) => {
  const { path } = demoEnvironment('production')
  const nobody = unique('x').slice(0, 12)
  await signInAs('support')
  await page.goto(`${path}/devices`)
  await typeInto(page.getByRole('searchbox', { name: 'Find a device' }), nobody)
  await expect(page).toHaveURL(new RegExp(`[?&]q=${nobody}$`))
  await page.getByRole('button', { name: 'Why doesn’t this customer get notifications?' }).click()
  await expect(stop(page)).toContainText('Is the customer known here?')
  await expect(stop(page)).toContainText('Check that this ID exactly matches')
})

test('the diagnosis uses the full ID, even if requested before the search had it', async ({ page, signInAs }) => {
  const { path } = demoEnvironment('production')
  const nobody = unique('x').slice(0, 12)
  await signInAs('support')
  await page.goto(`${path}/devices?q=${nobody.slice(0, 8)}`)
  const why = page.getByRole('button', { name: 'Why doesn’t this customer get notifications?' })
  await expect(why).toBeVisible()
  const held: (() => unknown)[] = []
  const hold = (route: Route) => void held.push(() => route.continue())
  await page.route(`**/devices?q=${nobody}*`, hold, { times: 1 })
  await typeInto(page.getByRole('searchbox', { name: 'Find a device' }), nobody)
  await expect.poll(() => held.length).toBe(1)
  await why.click()
  for (const goOn of held) await goOn()
  await expect(page.getByText(`No customer ID contains “${nobody}”`)).toBeVisible()
  await expect(stop(page)).toContainText('Is the customer known here?')
})

test('devices and customers of another company are not found', async ({ page, signInAs, request }) => {
  const { environment, userId, deviceId } = await registerCustomer(request, { company: 'contoso-travel' })
  await signInAs('support')
  await page.goto(`${environment.path}/devices/${deviceId}`)
  const link = page.getByRole('main').getByRole('link', { name: userId })
  await expect(link).toBeVisible()
  const customerPath = (await link.getAttribute('href')) ?? ''

  await signInAs('integration_manager')
  for (const path of [`${environment.path}/devices/${deviceId}`, customerPath, `${customerPath}/why`]) {
    await page.goto(path)
    await expect(page.getByRole('main')).toContainText('Page not found')
    await expect(page.getByRole('main')).not.toContainText(userId)
  }
})
