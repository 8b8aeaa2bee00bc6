import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { causes } from './causes'
import { turns } from './turns'

const page = readFileSync('docs/diagnosis.md', 'utf8')

it('docs/diagnosis.md lists exactly these causes, in the same order', () => {
  const [, chapter = ''] = page.split('## Causes')
  const rows = [...chapter.matchAll(/^\| `(\w+)` +\|/gm)].map(([, code]) => code)
  expect(rows).toEqual(causes)
})

it('docs/diagnosis.md names everyone whose turn it can be', () => {
  for (const who of turns) expect(page).toContain(`\`${who}\``)
})

/** Causes that only a phone's answer can produce. They have no test in gateway/why. */
const ofThePhone = ['phone_answered', 'phone_silent']

it('every other cause has a test in gateway/why', () => {
  const files = readdirSync('gateway/why').filter((name) => name.endsWith('.test.ts'))
  const text = files.map((name) => readFileSync(`gateway/why/${name}`, 'utf8')).join('\n')
  expect(causes.filter((cause) => !text.includes(`'${cause}'`))).toEqual(ofThePhone)
})
