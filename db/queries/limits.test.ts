import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** Where whoever sees the rows learns that there are more: the file, and the words or the code in it. */
type Told = { in: string; as: string }
/**
 * `one`: a single row is asked for. `page`: the caller asks for one more than it shows, and offers the next page.
 * `batch`: a program asks again until nothing is left. `count`: shown with a plus, or as “over”.
 */
type Cut = 'one' | 'page' | 'batch' | 'count' | Told

const E = 'app/(desk)/[company]/[app]/[environment]'
const note = (file: string, as: string): Told => ({ in: file.replace(/^E\//, `${E}/`), as })

/** Every limit of every query, in the order of the files: how it cuts, and where that is told. */
const limits: Record<string, [limit: string, cut: Cut][]> = {
  'apns.ts': [
    ['1', 'one'],
    ['1', 'one'],
    ['1', 'one'],
  ],
  'archive.ts': [['1', 'one']],
  'audit.ts': [['limit', 'page']],
  'credential-settings.ts': [['limit', note('E/settings/credentials-tab.tsx', 'listedMax.apnsKeys')]],
  'customer-detail.ts': [
    ['1', 'one'],
    ['limit', note('E/customers/[id]/customer-devices.tsx', 'listedMax.customerDevices')],
    ['limit', 'page'],
    ['limit', note('E/customers/[id]/customer-prompts.tsx', 'listedMax.customerPrompts')],
    ['max', 'count'],
  ],
  'deliveries.ts': [
    ['limit', 'page'],
    ['limit', 'page'],
  ],
  'delivery-counts.ts': [
    ['countMaxOfNarrow', note('E/deliveries/delivery-facets.tsx', "isCapped && '+'")],
    ['countMaxOfCell', 'count'],
    ['countMaxOfNarrow', note('E/deliveries/delivery-chart.tsx', 'bar.isCapped')],
    ['countMaxOfBucketCell', 'count'],
  ],
  'delivery-detail.ts': [
    ['limit', note('E/deliveries/delivery-timeline.tsx', 'earlier attempt')],
    ['limit', note('E/deliveries/delivery-siblings.tsx', 'listedMax.siblings')],
  ],
  'delivery-filters.ts': [
    ['1', 'one'],
    ['1', 'one'],
  ],
  'delivery-names.ts': [
    ['1', 'one'],
    ['1', 'one'],
    ['1', 'one'],
  ],
  'delivery-totals.ts': [
    ['countMaxOfCell', 'count'],
    ['countMaxOfDayCell', 'count'],
    ['limit', note('E/overview/numbers.tsx', 'acceptedShareOfNewest')],
  ],
  'device-events.ts': [
    ['limit', 'page'],
    ['limit', note('components/devices/moved-warning.tsx', 'listedMax.deviceMoves')],
  ],
  'device-list.ts': [
    ['limit', 'page'],
    ['max', 'count'],
    ['sampleMax', note('E/devices/device-facets.tsx', 'Counts cover the newest')],
  ],
  // Only whether there are more than so many: then the condition itself is asked, without a limit.
  'device-match.ts': [
    ['namedMax + 1', 'count'],
    ['namedMax + 1', 'count'],
  ],
  'device-timeline.ts': [
    ['limit', 'page'],
    ['limit', 'page'],
  ],
  'device-verdicts.ts': [['1', 'one']],
  'diagnosis.ts': [
    ['1', 'one'],
    ['1', 'one'],
    ['1', 'one'],
  ],
  'due-deliveries.ts': [
    ['limit', 'batch'],
    ['1', 'one'],
    ['1', 'one'],
  ],
  'erasure.ts': [['1', 'one']],
  'first-admin.ts': [['1', 'one']],
  'health.ts': [
    ['countMax', 'count'],
    ['1', 'one'],
  ],
  'key-settings.ts': [['limit', note('E/settings/keys-tab.tsx', 'listedMax.apiKeys')]],
  'look-up.ts': [
    ['limit', note('lib/look-up/look-up.ts', 'cutWords.newest')],
    ['limit', note('lib/look-up/look-up.ts', 'cutWords.byId')],
    ['limit', note('lib/look-up/look-up.ts', 'cutWords.newest')],
  ],
  'postponing.ts': [['1', 'one']],
  'phone.ts': [
    ['limit', note('app/(desk)/simulator/panels/customer-panel.tsx', 'The list suggests existing customers')],
    ['limit', 'batch'],
  ],
  'prompt-fetches.ts': [['limit', note(`E/prompt/explain-panel.tsx`, 'listedMax.recentClients')]],
  'prompt-revisions.ts': [
    ['limit', 'page'],
    ['1', 'one'],
    ['limit', note('lib/prompts/saved-since.ts', "'others'")],
  ],
  'receipts.ts': [
    ['1', 'one'],
    ['1', 'one'],
  ],
  // Which open pages are told at once; the others ask by themselves within seconds.
  'registrations.ts': [['100', note('db/queries/registrations.ts', 'order by 1 limit 100')]],
  'repeats.ts': [['limit', note('E/deliveries/recover-reasons.tsx', 'atOnceMax')]],
  'sending.ts': [['1', 'one']],
  'setup.ts': [
    ['1', 'one'],
    ['1', 'one'],
    ['1', 'one'],
  ],
  'simulator.ts': [
    ['limit', note('docs/simulator.md', 'the newest 1,000 pushes')],
    ['limit', note('E/simulator/page.tsx', 'listedMax.simulatorLog')],
  ],
  'workers.ts': [['1', 'one']],
  'retention.ts': [
    ['limit', 'batch'],
    ['limit', 'batch'],
    ['1', 'one'],
  ],
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const queries = readdirSync(join(root, 'db/queries')).filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
const limit = /\.limit\(([^)]+)\)|\blimit \$\{([^}]+)\}|\blimit (\d+)/g

describe('a limit of a query', () => {
  it.each(queries)('is in the table, whatever it cuts: %s', (name) => {
    const found = [...text(`db/queries/${name}`).matchAll(limit)].map(([, a, b, c]) => a ?? b ?? c)
    expect(found).toEqual((limits[name] ?? []).map(([one]) => one))
  })

  it.each(Object.keys(limits))('has an order wherever rows are shown: %s', (name) => {
    const source = text(`db/queries/${name}`)
    const cuts = limits[name] ?? []
    for (const [index, match] of [...source.matchAll(limit)].entries()) {
      const cut = cuts[index]?.[1]
      if (cut === 'one' || cut === 'count' || cut === 'batch') continue
      const before = source.slice(0, match.index)
      const statement = before.slice(Math.max(before.lastIndexOf('.from('), before.lastIndexOf('select '), 0))
      expect(`${statement}${match[0]}`).toMatch(/orderBy\(|order by|newestFirst/)
    }
  })

  it('is told to whoever sees the rows that are left', () => {
    for (const [name, cuts] of Object.entries(limits))
      for (const [, cut] of cuts)
        if (typeof cut === 'object') expect(text(cut.in), `${name} is told in ${cut.in}`).toContain(cut.as)
  })
})
