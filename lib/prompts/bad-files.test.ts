import { it } from 'vitest'
import { on } from '@/lib/testing/prompt-workspace'
import { savesNothing } from '@/lib/testing/saves-nothing'
import { uploadList } from './lists/upload-list'
import { readImport } from './read-import'

const noList = '01980000-0000-7000-8000-000000000001'
const rule = (...conditions: object[]) => ({ id: 'r', description: '', conditions, share: 100_000 })
const rules = (...conditions: object[]) => ({ rules: [rule(...conditions)] })
const inFirst = 'content.rules.0.conditions.0'

const file = (given: object) => JSON.stringify({ format: 'pushdesk-prompt', schema: 1, content: on(), ...given })
const vip = { id: noList, name: 'VIP', size: 2 }

const files: [string, string, string, RegExp][] = [
  ['an empty file', '', 'text', /empty/],
  ['a file that isn’t JSON', '{', 'text', /JSON/],
  ['a file of something else', '{"name":"pushdesk"}', 'format', /isn’t a prompt/],
  ['a file of another schema version', file({ schema: 2 }), 'schema', /reads schema 1 only/],
  [
    'a content of another schema version',
    file({ content: { ...on(), schema: 2 } }),
    'content.schema',
    /reads schema 1 only/,
  ],
  ['a field that does not exist', file({ content: { ...on(), shedule: {} } }), 'content.shedule', /Unknown field/],
  [
    'a field that does not exist, deep inside',
    file({ content: { ...on(), ...rules({ attribute: 'country', operator: 'in', values: ['DE'], negate: true }) } }),
    `${inFirst}.negate`,
    /Unknown field/,
  ],
  ['a list whose members are missing', file({ content: on({ lists: [vip] }) }), `lists.${noList}`, /no members/],
  [
    'a list whose members are none',
    file({ content: on({ lists: [vip] }), lists: { [noList]: [] } }),
    `lists.${noList}`,
    /no members/,
  ],
  [
    'an ID that isn’t text',
    file({ content: on({ lists: [vip] }), lists: { [noList]: ['a', 7] } }),
    `lists.${noList}.1`,
    /./,
  ],
]

it.each(files)('import rejects %s at its field, and saves nothing', (_what, text, field, reason) =>
  savesNothing((manager, at) => readImport(manager, { ...at, text }), field, reason),
)

const tooMany = Array.from({ length: 100_001 }, (_, index) => `customer-${index}`).join('\n')

const uploads: [string, { name: string; text: string }, string, RegExp][] = [
  ['nothing at all', { name: 'VIP', text: '' }, 'text', /empty/],
  ['blank lines alone', { name: 'VIP', text: '\n \r\n\t\n,;\n""\n' }, 'text', /empty/],
  ['a heading alone', { name: 'VIP', text: 'user_id\n' }, 'text', /empty/],
  ['more than 100,000 ids', { name: 'VIP', text: tooMany }, 'text', /up to 100,000 IDs. This one has 100,001/],
  ['an id longer than any', { name: 'VIP', text: `a\n${'b'.repeat(201)}` }, 'text', /more than 200 characters/],
  ['more text than 100,000 ids have', { name: 'VIP', text: 'c'.repeat(4_500_001) }, 'text', /The list is too long/],
  ['a list without a name', { name: ' ', text: 'a' }, 'name', /name/],
]

it.each(uploads)('upload rejects %s at its field, and saves nothing', (_what, input, field, reason) =>
  savesNothing((manager, at) => uploadList(manager, { ...at, ...input }), field, reason),
)
