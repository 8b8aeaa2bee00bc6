import { ownDatabase } from '@/db/own-database'
import { startOwnServer } from '@/e2e/fixtures/own-server'
import { fillForLookUp } from './look-up-rows'
import { openBrowser } from './page-browser'
import { walk, waysIn } from './page-walk'
import { serverUrl } from './server-url'

const deviceCount = Number(process.env.BENCH_DEVICES ?? 1_000_000)
const deliveryCount = Number(process.env.BENCH_ROWS ?? 10_000_000)
const pages = ['One customer', 'One device', 'Devices', 'Deliveries', 'Overview', 'Companies']
const barMs = 300

/** Time from click to content with a million devices and ten million deliveries: PostgreSQL, finished build, demo. */
export async function run() {
  const own = await ownDatabase({ serverUrl, namePrefix: 'pushdesk_bench' })
  const variables = { DATABASE_URL: own.url, AUTH_SECRET: 'a'.repeat(64), ENCRYPTION_KEY: 'a'.repeat(64), DEMO: '1' }
  const server = await startOwnServer({ variables })
  try {
    const { company, app, environment } = server.demo.environments.find((one) => one.environment === 'sandbox') ?? {}
    await server.replaceBy({ variables, betweenServers: () => fill(own, app) })
    const path = `/${company}/${app}/${environment}`
    const browser = await openBrowser(server)
    for (const way of waysIn(path).filter(({ name }) => pages.includes(name))) {
      const { there, back } = await walk(browser.page, way)
      console.log(`${way.name}: median ${there} ms to its content (bar ${barMs}), ${back} ms back`)
    }
    await browser.close()
  } finally {
    await server.end()
    await own.drop()
  }
}

async function fill({ database, atLeisure }: Awaited<ReturnType<typeof ownDatabase>>, appSlug?: string) {
  const { rows } = await database.executeSql(
    `select e.id from environments e join apps a on a.id = e.app_id where a.slug = $1 and e.name = 'sandbox'`,
    [appSlug],
  )
  const [environment] = rows as { id: string }[]
  if (!environment) throw new Error(`no app ${appSlug} in the demo`)
  const startedAt = performance.now()
  await fillForLookUp(atLeisure, { environmentId: environment.id, deviceCount, deliveryCount })
  console.log(`${deviceCount} devices and ${deliveryCount} deliveries made in ${seconds(startedAt)} s`)
}

const seconds = (startedAt: number) => Math.round((performance.now() - startedAt) / 1000)
