import { startOwnServer } from '@/e2e/fixtures/own-server'
import { openBrowser, settle, timePalette } from './page-browser'
import { addRows } from './page-rows'
import { clicks, median, type Way, walk, waysIn } from './page-walk'
import { weigh } from './page-weights'

const rowCount = 25_000
const bars = { demo: 150, rows: 250, back: 100, kilobytes: 180, focus: 50 }

type Server = Awaited<ReturnType<typeof startOwnServer>>

/** Time from click to content in a real browser, and JavaScript per page: finished build, demo, embedded database. */
export async function run() {
  const server = await startOwnServer()
  try {
    const { company, app, environment } = server.demo.environments.find((one) => one.environment === 'sandbox') ?? {}
    const path = `/${company}/${app}/${environment}`
    console.log(`Median of ${clicks} clicks, with the demo:`)
    await measure(server, waysIn(path), bars.demo)
    await measurePalette(server, path)
    console.log('\nCompressed JavaScript:')
    await weighAll(server, path)
    const prepare = (db: Parameters<typeof addRows>[0]) => addRows(db, { appSlug: app ?? '', count: rowCount })
    await server.replaceBy({ prepare })
    console.log(`\nMedian of ${clicks} clicks, with ${rowCount} devices and deliveries more:`)
    const listed = waysIn(path).filter(({ name }) => ['Devices', 'Deliveries'].includes(name))
    await measure(server, listed, bars.rows)
  } finally {
    await server.end()
  }
}

async function measure(server: Server, ways: Way[], bar: number) {
  const browser = await openBrowser(server)
  try {
    for (const way of ways) {
      const { there, back } = await walk(browser.page, way)
      console.log(`${way.name}: ${there} ms to its content (at most ${bar}), ${back} ms back (at most ${bars.back})`)
    }
  } finally {
    await browser.close()
  }
}

/** Reports the first opening apart: the palette's code runs cold then, once per page load. */
async function measurePalette(server: Server, path: string) {
  const browser = await openBrowser(server)
  try {
    await browser.page.goto(`${path}/overview`)
    await settle(browser.page)
    const times: number[] = []
    for (let press = 0; press <= clicks; press += 1) times.push(await timePalette(browser.page))
    const [first = 0, ...again] = times
    console.log(
      `Palette: ${Math.round(first)} ms from Ctrl K to the focus at first, then ${median(again)} ms (at most ${bars.focus})`,
    )
  } finally {
    await browser.close()
  }
}

async function weighAll(server: Server, path: string) {
  const browser = await openBrowser(server)
  try {
    for (const { name, link } of waysIn(path)) {
      const href = /href="(.*)"/.exec(link)?.[1]
      if (!href) continue
      const { own, apart } = await weigh(await browser.newContext(), href)
      const beside = apart ? `, editor and charts ${apart.toFixed(1)} kB` : ''
      console.log(`${name}: ${own.toFixed(1)} kB (at most ${bars.kilobytes})${beside}`)
    }
  } finally {
    await browser.close()
  }
}
