import { startCluster } from '@/db/own-cluster'
import { expect, fillSignIn, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'
import { typeInto } from './fixtures/typing'

let cluster: NonNullable<Awaited<ReturnType<typeof startCluster>>>
let server: Awaited<ReturnType<typeof startOwnServer>>

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  const started = await startCluster()
  if (!started) throw new Error('PostgreSQL is not installed here.')
  cluster = started
  const secret = 'a'.repeat(64)
  server = await startOwnServer({
    variables: { DATABASE_URL: cluster.url, DEMO: '1', AUTH_SECRET: secret, ENCRYPTION_KEY: secret },
  })
})
test.afterAll(async () => {
  await server?.end()
  cluster?.remove()
})

const sentence = 'Pushdesk can’t reach its database right now'
/** A hanging request would take longer. */
const inTime = { timeout: 30_000 }

for (const { how, happens, passes } of [
  { how: 'frozen', happens: () => cluster.freeze(), passes: () => cluster.thaw() },
  { how: 'stopped', happens: () => cluster.crash(), passes: () => cluster.start() },
])
  test(`while the database is ${how}, pages and forms say so, keep what was typed, and recover on their own`, async ({
    page,
    context,
    expectAccessible,
  }) => {
    await page.goto(`${server.url}/sign-in`)
    const person = server.demo.staff.find(({ role }) => role === 'integration_manager')
    if (!person) throw new Error('the demo has no integration manager')
    await fillSignIn(page, person)
    await expect(page).not.toHaveURL(/sign-in/)
    await page.goto(`${server.url}/account`)
    await typeInto(page.getByLabel('Name', { exact: true }), `Ada ${how}`)
    const other = await context.newPage()
    happens()
    try {
      await page.getByRole('button', { name: 'Save name' }).click()
      await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible(inTime)
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`Ada ${how}`)

      const opened = await other.goto(`${server.url}/team`)
      expect([opened?.status(), opened?.headers()['retry-after']]).toEqual([503, '5'])
      await expect(other.getByRole('heading', { name: sentence })).toBeVisible()

      await page.getByRole('link', { name: 'Team', exact: true }).click()
      await expect(page.getByRole('heading', { name: sentence })).toBeVisible(inTime)
      await expectAccessible()
    } finally {
      passes()
    }
    // The page reloads itself.
    await expect(other.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible({ timeout: 60_000 })
    await other.close()
    await expect(async () => {
      await page.getByRole('button', { name: 'Try again' }).click({ timeout: 1_000 })
      await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
    }).toPass({ timeout: 60_000 })
    await page.goto(`${server.url}/account`)
    await typeInto(page.getByLabel('Name', { exact: true }), `Ada after it was ${how}`)
    await page.getByRole('button', { name: 'Save name' }).click()
    await expect(page.getByText('Name changed.')).toBeVisible()
  })
