import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ownWriting = /\.toLocale(?:Date|Time)?String\(|Intl\.(?:NumberFormat|PluralRules|ListFormat)\b/

it('only lib/format formats numbers, plurals, and lists', () => {
  const files = ['app', 'components', 'gateway', 'lib']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith(join('lib', 'format')))
  expect(files.filter((file) => ownWriting.test(readFileSync(file, 'utf8')))).toEqual([])
})
