import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { Client } from 'pg'
import pushdesk from '@/package.json'
import { serverUrl } from './server-url'

const file = 'bench/results.md'
const head = `# Results of the benchmarks

Written by \`npm run bench\`: the last run of each. The ratios compare with a control in the same run, in turns. The numbers a
second depend on the machine and on what else it does, so compare them only with those beside them.
`

/** Replaces the benchmark's section in results.md. */
export async function keepResult(name: string, printed: string) {
  const before = await readFile(file, 'utf8').catch(() => head)
  const [, ...sections] = before.split(/^## /m)
  const others = sections.filter((section) => !section.startsWith(`${name}\n`))
  const own = `${name}\n\n${new Date().toISOString().slice(0, 10)}, ${await machine()}.\n\n\`\`\`\n${printed.trim()}\n\`\`\`\n`
  const all = [...others.map((section) => `${section.trim()}\n`), own].sort()
  await writeFile(file, `${head}\n${all.map((section) => `## ${section}`).join('\n')}`)
}

async function machine() {
  const [load = 0] = loadavg()
  return [
    `${cpus().length} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node}`,
    `PGlite ${pushdesk.dependencies['@electric-sql/pglite']}`,
    await postgresVersion(),
    `load ${load.toFixed(1)} at the end`,
  ].join(', ')
}

async function postgresVersion() {
  const client = new Client({ connectionString: serverUrl })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
    return `PostgreSQL ${rows[0]?.version.split(' ')[0]}`
  } catch {
    return 'no PostgreSQL'
  } finally {
    await client.end().catch(() => undefined)
  }
}
