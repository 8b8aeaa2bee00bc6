import { expect, it } from 'vitest'
import { nameOf, retention } from '@/db/retention'
import { markdownTable } from '@/lib/testing/markdown-table'
import { keptData, keptFor } from './kept'

const defaults = { RETENTION_DAYS: 90, ADDRESS_DAYS: 35 }

it('every table that is deleted by age is told in words', () => {
  const names = retention.map(nameOf)
  expect(keptData(defaults).filter(({ what }) => names.includes(what))).toEqual([])
  expect(keptData({ ...defaults, RETENTION_DAYS: 7 })).toContainEqual(
    expect.objectContaining({ what: expect.stringContaining('Deliveries'), days: 7 }),
  )
})

it('docs/retention.md says how long each is kept (write it again with `npx vitest run lib/retention/kept.test.ts -u`)', async () => {
  const rows = keptData(defaults).map(({ what, from, variable, ...kept }) => [
    what,
    `${[keptFor(kept), from].filter(Boolean).join(' ')}${variable ? ` (\`${variable}\`)` : ''}`,
  ])
  const document = [
    '# How long data is kept',
    '',
    'Made from the code by a test. The settings of an environment show the same table with the values of the installation. Pushdesk',
    'deletes what is older every ten minutes.',
    '',
    ...markdownTable(['data', 'kept for'], rows),
    '',
    'A company can have the texts and payloads of its messages removed earlier, in the settings of its environments: after a number of',
    'days, or “Don’t keep”. A text that isn’t kept stays until all deliveries of its message have ended, because phones still need',
    'it, and is removed within a minute after that; ten minutes after it where a response was lost and may still come. What was sent to',
    'a company API goes with it. Such a message can’t be sent again. The setting also holds for messages that are stored already.',
    'The built-in simulator, which stands for APNs and the phones, keeps what it received for its own time, and so do shared cases.',
    '',
    'An erasure removes a customer from all of this at once, and an export has all of it: see [`api.md`](api.md).',
    '',
  ]
  await expect(document.join('\n')).toMatchFileSnapshot('../../docs/retention.md')
})
