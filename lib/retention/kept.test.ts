import { expect, it } from 'vitest'
import { nameOf, retention } from '@/db/retention'
import { markdownTable, straight } from '@/lib/testing/markdown-table'
import { keptData, keptFor } from './kept'

const defaults = { RETENTION_DAYS: 90, ADDRESS_DAYS: 35 }

it('every table that is deleted by age has a description', () => {
  const names = retention.map(nameOf)
  expect(keptData(defaults).filter(({ what }) => names.includes(what))).toEqual([])
  expect(keptData({ ...defaults, RETENTION_DAYS: 7 })).toContainEqual(
    expect.objectContaining({ what: expect.stringContaining('Deliveries'), days: 7 }),
  )
})

it('docs/retention.md lists how long data is kept (update it with `npx vitest run lib/retention/kept.test.ts -u`)', async () => {
  const rows = keptData(defaults).map(({ what, from, variable, ...kept }) => [
    what,
    `${[keptFor(kept), from].filter(Boolean).join(' ')}${variable ? ` (\`${variable}\`)` : ''}`,
  ])
  const document = [
    '# How long data is kept',
    '',
    'Pushdesk keeps data for the times in this table. Every ten minutes, it deletes older data. The settings of each environment',
    'show the table with the values of your installation. This page is generated from `lib/retention/kept.ts`.',
    '',
    ...markdownTable(['data', 'kept for'], rows),
    '',
    '## Message texts',
    '',
    'In the settings of its environments, a company can choose to keep message texts and payloads for fewer days, or “Don’t keep”.',
    '',
    '- With “Don’t keep”, Pushdesk removes a text within a minute after all deliveries of its message have ended. If a response was',
    '  lost, it waits ten more minutes.',
    '- Pushdesk removes the stored request to a company API together with the text.',
    '- A message can’t be resent without its text.',
    '- The setting also applies to messages that are already stored.',
    '- It doesn’t apply to case files and the built-in simulator, which keep texts for the time in the table.',
    '',
    '## Erasure and export',
    '',
    'Erasing a customer removes their data from everything in this table right away. An export contains all of it. [`api.md`](api.md)',
    'shows both calls.',
    '',
  ]
  await expect(straight(document.join('\n'))).toMatchFileSnapshot('../../docs/retention.md')
})
