import { expect, test } from './fixtures/fixtures'
import { demo, demoEnvironment } from './fixtures/site'

const foreign = () => {
  const found = demo().environments.find(({ company }) => company !== 'northwind-bank')
  if (!found) throw new Error('the demo has one company only')
  return `/${found.company}/${found.app}/${found.environment}`
}

test('support sees the team but can’t change anyone, and has no audit log', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto('/team')
  await expect(page.getByRole('table', { name: 'People' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Invite' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Audit' })).toHaveCount(0)
  await page.goto('/audit')
  await expect(page.getByRole('heading', { name: 'You don’t have access to this page' })).toBeVisible()
})

test('a manager finds only the companies assigned to them', async ({ page, signInAs }) => {
  await signInAs('integration_manager')
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Northwind Bank' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Contoso Travel' })).toHaveCount(0)
  for (const to of ['overview', 'devices', 'deliveries', 'settings', 'test', 'prompt']) {
    await page.goto(`${foreign()}/${to}`)
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  }
})

test('the current environment is always shown, and switching keeps the page', async ({ page, signInAs }) => {
  const sandbox = demoEnvironment('sandbox')
  await signInAs('admin')
  await page.goto(`${sandbox.path}/overview`)
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Sandbox')
  await page.getByRole('button', { name: /Switch environment/ }).click()
  await page
    .getByRole('region', { name: 'Northwind Bank' })
    .getByRole('link', { name: /Production/ })
    .click()
  await expect(page).toHaveURL(/\/production\/overview/)
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Production')
})

const tricks: Record<string, string>[] = [
  {},
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { RSC: '1' },
  { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' },
  { cookie: 'pushdesk=forged' },
  { cookie: 'pushdesk=forged', RSC: '1' },
]

test('the dashboard reveals nothing to a signed-out caller, whatever they send', async ({ request, baseURL }) => {
  const paths = ['/team', '/audit', '/', `${demoEnvironment().path}/overview`, '/team?_rsc=1', '//team', '/team.rsc']
  for (const path of paths)
    for (const headers of tricks) {
      const answer = await request.get(`${baseURL}${path}`, { headers, maxRedirects: 0 })
      const text = await answer.text()
      expect(text, `${path} ${JSON.stringify(headers)}`).not.toMatch(/pushdesk\.example|Northwind/)
    }
})

test('requests that change something must come from our own page', async ({ page, signInAs }) => {
  await signInAs('admin')
  await page.goto('/audit')
  const statuses: number[] = []
  for (const origin of ['https://evil.example', 'null']) {
    const answer = await page.request.post('/audit/export', { data: {}, headers: { origin } })
    statuses.push(answer.status())
  }
  const without = await page.request.post('/audit/export', { data: {} })
  expect([...statuses, without.status()]).toEqual([403, 403, 403])
})

test('every response carries security headers', async ({ page, signInAs }) => {
  await signInAs('admin')
  const answer = await page.goto('/team')
  const headers = answer?.headers() ?? {}
  expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'/)
  expect(headers['content-security-policy']).toMatch(/object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(headers['cache-control']).toContain('no-store')
})
