import { openDatabase } from '@/db/open-database'
import { startCluster } from '@/db/own-cluster'
import { expect, fillSignIn, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'

test('the prompt page doesn’t wait for its client count, and says so if the count fails', async ({ page }) => {
  const cluster = await startCluster()
  if (!cluster) throw new Error('PostgreSQL is not installed here.')
  const secret = 'a'.repeat(64)
  const server = await startOwnServer({
    variables: { DATABASE_URL: cluster.url, DEMO: '1', AUTH_SECRET: secret, ENCRYPTION_KEY: secret },
  })
  const database = await openDatabase({ url: cluster.url, dataDir: '' })
  try {
    await page.goto(`${server.url}/sign-in`)
    const person = server.demo.staff.find(({ role }) => role === 'integration_manager')
    await fillSignIn(page, { email: person?.email ?? '', password: person?.password ?? '' })
    await expect(page).not.toHaveURL(/sign-in/)
    const { company, app, environment } =
      server.demo.environments.find(({ environment }) => environment === 'production') ?? {}
    const address = `${server.url}/${company}/${app}/${environment}/prompt`
    const counted = page.getByText(/fetched by [\d,]+ of [\d,]+ clients/)

    await page.goto(address)
    await expect(counted).toBeVisible()

    await database.db.transaction(async (holder) => {
      await holder.execute('lock table prompt_clients in access exclusive mode')
      await page.goto(address)
      await expect(page.getByRole('button', { name: 'Customize' })).toBeVisible()
      await expect(counted).toBeHidden()
      await page.goto(`${address}?tab=results`)
      await expect(page.getByText('Couldn’t load the rollout status')).toBeVisible()
    })
    await expect(counted).toBeVisible()
    await expect(page.getByText('Couldn’t load the rollout status')).toBeHidden()
  } finally {
    await database.close()
    await server.end()
    cluster.remove()
  }
})
