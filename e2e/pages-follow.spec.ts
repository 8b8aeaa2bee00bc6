import { registerCustomer, writeTo } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'

test('a device’s and its customer’s page show a message that comes in, without a reload', async ({
  pageOf,
  request,
}) => {
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

test('what phones and robots ask for by its usual name is there for everyone', async ({ request }) => {
  const robots = await request.get('/robots.txt')
  expect(await robots.text()).toContain('Disallow: /')
  const icon = await request.get('/apple-touch-icon.png')
  expect(icon.headers()['content-type']).toBe('image/png')
})
