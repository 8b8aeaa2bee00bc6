import { registerCustomer, writeTo } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'

test('the pages of a device and its customer show a new message without a reload', async ({ pageOf, request }) => {
  const { environment, userId, deviceId } = await registerCustomer(request)
  const device = await pageOf('support')
  await device.goto(`${environment.path}/devices/${deviceId}`)
  await device.getByRole('link', { name: userId }).click()
  await expect(device.getByRole('heading', { level: 1 })).toHaveText(userId)
  const customer = await pageOf('support')
  await customer.goto(device.url())
  await device.goBack()
  await expect(device).toHaveTitle(/^Device /)
  await expect(customer).toHaveTitle(new RegExp(`^Customer ${userId}`))
  await Promise.all([device, customer].map((one) => one.waitForResponse(/\/hash$/)))

  const { title } = await writeTo(request, { environment, userId })
  await expect(device.getByRole('list', { name: 'Timeline' })).toContainText(title)
  await expect(customer.getByRole('link', { name: `Why? ${title}` })).toBeVisible()
})

test('the overview and Home update their numbers without a reload', async ({ pageOf, request }) => {
  const { path } = demoEnvironment('sandbox', 'contoso-travel')
  const overview = await pageOf('support')
  await overview.goto(`${path}/overview`)
  const devices = overview.getByRole('link', { name: /^Active devices/ })
  const home = await pageOf('admin')
  await home.goto('/')
  const row = home
    .getByRole('row')
    .filter({ has: home.locator(`a[href="${path}/overview"]`) })
    .first()
  const active = row.locator(`a[href="${path}/devices?status=active"]`)
  const before = [await devices.textContent(), await active.textContent()]
  await Promise.all([overview, home].map((one) => one.waitForResponse(/\/hash$/)))

  await registerCustomer(request, { company: 'contoso-travel' })
  await expect(devices).not.toHaveText(before[0] ?? '')
  await expect(active).not.toHaveText(before[1] ?? '')
})

test('files that phones and robots request by well-known names are public', async ({ request }) => {
  const robots = await request.get('/robots.txt')
  expect(await robots.text()).toContain('Disallow: /')
  const icon = await request.get('/apple-touch-icon.png')
  expect(icon.headers()['content-type']).toBe('image/png')
})
