import { callApi, newToken, unique, writeTo } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { demoEnvironment } from './fixtures/site'
import { typeInto } from './fixtures/typing'

/** No other journey sends in this environment: a fault turned on here hits all its devices. */
const place = () => demoEnvironment('production', 'contoso-travel')

// Both turn on faults in the same environment.
test.describe.configure({ mode: 'default' })

test('a rejected key shows at once, and the queue resumes by itself when the key works again', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
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
  await expect(page.getByRole('row').filter({ hasText: '403 Forbidden' }).first()).toBeVisible()
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

test('an outage opens an incident while the overview is open, and it closes after the repair', async ({
  page: overview,
  signInAs,
  pageOf,
  request,
  expectAccessible,
}) => {
  const environment = place()
  const userId = unique('customer')
  await callApi(request, environment, {
    method: 'PUT',
    path: '/devices',
    body: { deviceToken: newToken(), user: { id: userId }, permission: 'authorized' },
  })
  await signInAs('admin')
  await overview.goto(`${environment.path}/overview`)
  const bar = overview.getByRole('region', { name: 'Open incidents' })
  await expect(bar).toHaveCount(0)
  const simulator = await pageOf('admin')
  await simulator.goto(`${environment.path}/simulator`)
  await simulator.getByRole('switch', { name: 'Network cut' }).click()
  await expect(simulator.getByText(/faults? (is|are) on/)).toBeVisible()
  await writeTo(request, { environment, userId })

  await expect(bar).toContainText('APNs isn’t available')
  await expect(bar).toContainText('1 customer affected')
  await expect(overview.getByRole('listitem').filter({ has: overview.getByLabel('Needs attention') })).toContainText([
    'APNs',
  ])
  await expect(overview.getByRole('link', { name: /^Incidents/ })).toContainText('1')
  for (const name of ['deliveries', 'devices', 'test', 'settings']) {
    const other = await pageOf('support')
    await other.goto(`${environment.path}/${name}`)
    await expect(other.getByRole('region', { name: 'Open incidents' })).toContainText('APNs isn’t available')
    await other.close()
  }

  await bar.getByRole('link', { name: 'Open incident' }).click()
  await expect(overview.getByRole('heading', { level: 1 })).toHaveText('APNs isn’t available')
  // Opening the link from an alert changes nothing by itself.
  await overview.goto(`${overview.url()}/acknowledge`)
  await expect(overview.getByRole('heading', { level: 1 })).toHaveText('Acknowledge this incident?')
  await expectAccessible()
  await overview.reload()
  await overview.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(overview.getByRole('list', { name: 'Timeline' })).toContainText('acknowledged it')
  await typeInto(overview.getByLabel('Note'), 'Apple knows.')
  await overview.getByRole('button', { name: 'Add note' }).click()
  await expect(overview.getByRole('list', { name: 'Timeline' })).toContainText('Apple knows.')
  await expectAccessible()
  await simulator.getByRole('switch', { name: 'Network cut' }).click()
  await expect(simulator.getByText('No faults are on')).toBeVisible()
  await expect(overview.getByRole('list', { name: 'Timeline' })).toContainText('it’s over', { timeout: 60_000 })
  await overview.goto(`${environment.path}/overview`)
  await expect(bar).toHaveCount(0)
  await overview.goto('/incidents')
  await expect(overview.getByRole('table', { name: 'Closed incidents' })).toContainText('APNs isn’t available')
  await expectAccessible()
})

test('deliveries that failed while a company API rejected the credentials are resent from the incident', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  const environment = place()
  /**
   * Sends a notification to a customer whom only the company API reaches. The demo’s company API responds as the UUID
   * says.
   */
  async function told(uuid: string) {
    const userId = unique('customer')
    const body = { uuid, user: { id: userId }, permission: 'authorized' }
    await callApi(request, environment, { method: 'PUT', path: '/devices', body })
    await writeTo(request, { environment, userId })
  }
  await signInAs('admin')
  await page.goto(`${environment.path}/overview`)
  for (let count = 0; count < 3; count += 1) await told(unique('answer-401'))
  const bar = page.getByRole('region', { name: 'Open incidents' })
  await expect(bar).toContainText('The company API rejects Pushdesk’s credentials')
  await bar.getByRole('link', { name: 'Open incident' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The company API rejects the credentials')
  await expect(page.getByText('3 lost').first()).toBeVisible()

  // The incident ends as soon as the company API accepts again.
  await told(unique('device'))
  const timeline = page.getByRole('list', { name: 'Timeline' })
  await expect(timeline).toContainText('it’s over', { timeout: 60_000 })
  const resend = page.getByRole('button', { name: 'Resend 3 notifications' })
  await expect(resend).toBeVisible()
  await expectAccessible()
  await resend.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Resend 3 notifications' }).click()
  await expect(timeline).toContainText('resent deliveries')
  await expect(timeline).toContainText('Resent 3 deliveries of')
  await expect(resend).toHaveCount(0)
  await expectAccessible()
})
