import { readFile } from 'node:fs/promises'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { expect, it } from 'vitest'
import { migrationsFolder } from './migrate'

/** The first migration whose indexes are built while the product runs. */
const firstBuiltAside = '0006'

it('builds every index on an existing table without blocking writers, which takes "if not exists"', async () => {
  const journal = JSON.parse(await readFile(`${migrationsFolder}/meta/_journal.json`, 'utf8'))
  const tags: string[] = journal.entries.map(({ tag }: { tag: string }) => tag)
  const present = new Set<string>()
  const blocking: string[] = []
  for (const [index, { sql }] of readMigrationFiles({ migrationsFolder }).entries()) {
    const tag = tags[index] ?? ''
    const indexed = sql.map((text) => /create index "(?<name>\w+)" on "(?<table>\w+)"/i.exec(text)?.groups)
    for (const one of indexed)
      if (one?.name && present.has(one.table ?? '') && tag >= firstBuiltAside) blocking.push(`${tag}: ${one.name}`)
    for (const text of sql) for (const [, table] of text.matchAll(/create table "(\w+)"/gi)) present.add(table ?? '')
  }
  expect(present.size).toBeGreaterThan(20)
  expect(blocking).toEqual([])
})

it('lists migrations in the order of their times, because one older than the database would be skipped', () => {
  const times = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})
