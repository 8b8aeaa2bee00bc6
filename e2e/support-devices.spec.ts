import { newToken, registerCustomer, writeTo } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { heldBack } from './fixtures/held-back'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

const masked = (token: string) => `${token.slice(0, 4)}…${token.slice(-4)}`

test('support finds a customer’s device by the end of its token', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  const { environment, userId, token } = await registerCustomer(request)
  await signInAs('support')
  await page.goto(`${environment.path}/devices`)
  await typeInto(page.getByRole('searchbox', { name: 'Find a device' }), token.slice(-8).toUpperCase())
  const row = page.getByRole('row', { name: masked(token) })
  await expect(row).toContainText(userId)
  await expect(page.getByRole('table', { name: 'Devices' }).getByRole('row')).toHaveCount(2)
  await expectAccessible()
  await row.getByRole('link', { name: masked(token) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(masked(token))
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Registered')
  await expectAccessible()
})

test('a link clicked while the search settles is followed', async ({ page, signInAs, request }) => {
  const { environment, userId } = await registerCustomer(request)
  await signInAs('support')
  // Hold back the customer's page, so that the click has to wait for it.
  const release = await heldBack(page, /\/customers\//)
  await page.goto(`${environment.path}/devices`)
  const link = page.getByRole('table', { name: 'Devices' }).getByRole('link', { name: userId })
  await expect(link).toBeVisible()
  // The search settles after the click: the page's clock stands still until then, however slow the machine is.
  const now = Date.now()
  await page.clock.install({ time: now })
  await page.clock.pauseAt(now + 3_600_000)
  await typeInto(page.getByRole('searchbox', { name: 'Find a device' }), userId.slice(0, 16))
  await link.click()
  for (let step = 0; step < 10; step += 1) await page.clock.runFor(100)
  release()
  // Resume the page's timers: React uses one to hold a placeholder.
  await page.clock.resume()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
  await expect(page).not.toHaveURL(/q=/)
})

test('a full token is found without ever appearing in a URL', async ({ page, signInAs, request }) => {
  const { environment, token, deviceId } = await registerCustomer(request)
  const urls: string[] = []
  page.on('request', (made) => urls.push(made.url()))
  await signInAs('support')
  await page.goto(`${environment.path}/devices`)
  await typeInto(page.getByRole('searchbox', { name: 'Find a device' }), `<${token.match(/.{8}/g)?.join(' ')}>`)
  await expect(page.getByRole('search').getByRole('link', { name: masked(token) })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find a device' }).press('Enter')
  await expect(page).toHaveURL(new RegExp(`/devices/${deviceId}$`))
  expect(urls.filter((url) => decodeURIComponent(url).replace(/\W/g, '').includes(token.slice(0, 20)))).toEqual([])
})

test('the list’s filters are in its URL, and Back removes the last one', async ({ page, signInAs }) => {
  const { path } = demoEnvironment('production')
  await signInAs('support')
  await page.goto(`${path}/devices`)
  const filters = page.getByRole('navigation', { name: 'Filter devices' })
  await filters.getByRole('link', { name: /^Denied/ }).click()
  await expect(page).toHaveURL(/permission=denied/)
  await filters.getByRole('link', { name: /^Active/ }).click()
  await expect(page).toHaveURL(/status=active/)
  const chips = page.getByRole('list', { name: 'Filters' })
  await expect(chips).toContainText('Denied')
  await expect(chips).toContainText('Active')
  await page.goBack()
  await expect(chips).not.toContainText('Active')
  await page.reload()
  await expect(chips).toContainText('Denied')
  await page.getByRole('link', { name: 'Remove the filter Permission Denied' }).click()
  await expect(chips).toHaveCount(0)
})

test('support disables a device, and its queued deliveries aren’t sent', async ({ page, signInAs, request }) => {
  const { environment, userId, token, deviceId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto(`${environment.path}/devices/${deviceId}`)
  await page.getByRole('button', { name: 'Disable' }).click()
  const dialog = page.getByRole('alertdialog')
  await typeInto(dialog.getByLabel('Reason'), 'Phone was stolen')
  await dialog.getByRole('button', { name: 'Disable device' }).click()
  await expect(page.getByText('A staff member disabled it.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Phone was stolen')

  const { answer } = await writeTo(request, { environment, userId })
  expect(answer.deliveries).toMatchObject([{ state: 'suppressed', reason: 'device_disabled' }])

  await page.getByRole('main').getByRole('button', { name: 'Enable', exact: true }).click()
  await expect(page.getByText('A staff member enabled it.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(masked(token))
})

test('support reveals a token, and it is hidden again', async ({ page, signInAs, request }) => {
  const { environment, token, deviceId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto(`${environment.path}/devices/${deviceId}`)
  await expect(page.getByText(token)).toHaveCount(0)
  await page.getByRole('button', { name: 'Reveal device token' }).click()
  await expect(page.getByText(token)).toBeVisible()
  await page.getByRole('button', { name: 'Hide' }).click()
  await expect(page.getByText(token)).toHaveCount(0)
})

test('removing a device requires a typed word, and the device leaves the list', async ({ page, signInAs, request }) => {
  const { environment, token, deviceId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto(`${environment.path}/devices/${deviceId}`)
  await page.getByRole('button', { name: 'Remove' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Remove device' })).toBeDisabled()
  await typeInto(dialog.getByLabel(/to confirm/), 'remove')
  await dialog.getByRole('button', { name: 'Remove device' }).click()
  await expect(page).toHaveURL(/\/devices$/)
  await expect(page.getByRole('link', { name: masked(token) })).toHaveCount(0)
})

test('a phone used by two customers is mentioned on all three pages', async ({ page, signInAs, request }) => {
  const token = newToken()
  const first = await registerCustomer(request, { deviceToken: token })
  const second = await registerCustomer(request, { deviceToken: token })
  expect(second.deviceId).toBe(first.deviceId)
  await signInAs('support')
  await page.goto(`${first.environment.path}/devices/${first.deviceId}`)
  await expect(page.getByText('A device moved to another customer')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: first.userId }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first.userId)
  await expect(page.getByText('A device moved to another customer')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Another customer signed in on this device')
})

test('j and k walk through the list and Enter opens', async ({ page, signInAs }) => {
  const { path } = demoEnvironment('production')
  await signInAs('support')
  await page.goto(`${path}/devices`)
  const links = page.getByRole('table', { name: 'Devices' }).getByRole('rowheader').getByRole('link')
  await expect(links.first()).toBeVisible()
  await links.first().focus()
  await page.keyboard.press('j')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('j')
  await expect(links.nth(2)).toBeFocused()
  await page.keyboard.press('k')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/devices\/[0-9a-f-]{36}$/)
})
