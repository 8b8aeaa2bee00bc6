import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { causes } from './causes'
import { turns } from './turns'

const page = readFileSync('docs/diagnosis.md', 'utf8')

it('every cause has its row in docs/diagnosis.md, in its order, and no other has', () => {
  const [, chapter = ''] = page.split('## Causes')
  const rows = [...chapter.matchAll(/^\| `(\w+)` +\|/gm)].map(([, code]) => code)
  expect(rows).toEqual(causes)
})

it('everyone whose turn it can be is named there', () => {
  for (const who of turns) expect(page).toContain(`\`${who}\``)
})

/** What only the phone itself can answer is not staged here. */
const ofThePhone = ['phone_answered', 'phone_silent']

it('every cause is staged in gateway/why', () => {
  const files = readdirSync('gateway/why').filter((name) => name.endsWith('.test.ts'))
  const text = files.map((name) => readFileSync(`gateway/why/${name}`, 'utf8')).join('\n')
  expect(causes.filter((cause) => !text.includes(`'${cause}'`))).toEqual(ofThePhone)
})
