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
    'Every ten minutes, Pushdesk deletes older data. Each environment’s settings show the same table with the values of your',
    'installation. This page is generated from `lib/retention/kept.ts`.',
    '',
    ...markdownTable(['data', 'kept for'], rows),
    '',
    'In the settings of its environments, a company can have message texts and payloads removed after fewer days, or choose “Don’t',
    'keep”. Pushdesk then removes a text within a minute after all deliveries of its message have ended, because phones need it until',
    'then. If a response was lost, it waits ten more minutes. The request to a company API is removed with the text. A message without',
    'its text can’t be resent. The setting also applies to messages that are stored already. Case files and the built-in simulator',
    'keep texts for the time in the table.',
    '',
    'Erasing a customer removes them from all of this right away, and an export contains all of it: see [`api.md`](api.md).',
    '',
  ]
  await expect(straight(document.join('\n'))).toMatchFileSnapshot('../../docs/retention.md')
})
