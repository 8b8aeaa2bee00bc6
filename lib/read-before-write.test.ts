import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { inRollback } from '@/db/testing'
import { atClosedPort } from './apns/testing/closed-port'
import { difference } from './audit/difference'
import type { StaffContext } from './context'
import type { Act } from './testing/acts/act'
import { allActs, titleOf } from './testing/acts/all-acts'

const acts = allActs.map((act) => [titleOf(act), act] as const)

let end: () => void
beforeAll(() => {
  end = atClosedPort()
})
afterAll(() => end())

/** Newest first. */
const entriesBy = (db: Db, { staff }: StaffContext) =>
  db.query.auditEntries.findMany({
    where: (entry, { eq }) => eq(entry.actorId, staff.id),
    orderBy: (entry, { desc }) => [desc(entry.createdAt), desc(entry.id)],
  })

describe('the audit entry', () => {
  it.each(acts)('of %s records the row as it was just before', (_, { arrange, again }) =>
    inRollback(async (db) => {
      const { ctx, act, before } = await arrange(db)
      await act()
      const [entry] = await entriesBy(db, ctx)
      if (before === undefined) expect(entry?.before).toBeNull()
      else expect(entry).toMatchObject({ before })
      if (again === 'only shows') return
      if (before !== undefined) expect(difference(entry?.before, entry?.after)).not.toEqual([])
      expect(JSON.stringify(entry)).not.toContain('hidden-')
    }),
  )
})

describe('repeating an act', () => {
  const refused = acts.flatMap(([title, act]) =>
    act.again instanceof RegExp ? [[title, act, act.again] as const] : [],
  )

  it.each(refused)('%s is refused with a sentence and records no audit entry', (_, { arrange }, again) =>
    inRollback(async (db) => {
      const { ctx, act } = await arrange(db)
      await act()
      const entries = await entriesBy(db, ctx)
      await expect(act()).rejects.toMatchObject({ name: 'Refused', message: expect.stringMatching(again) })
      expect(await entriesBy(db, ctx)).toHaveLength(entries.length)
    }),
  )

  const isOther = ([, { again }]: readonly [string, Act]) => again === 'makes another one'

  it.each(acts.filter(isOther))('%s makes another one, with its own audit entry', (_, { arrange }) =>
    inRollback(async (db) => {
      const { ctx, act } = await arrange(db)
      await act()
      const entries = await entriesBy(db, ctx)
      await act()
      expect(await entriesBy(db, ctx)).toHaveLength(entries.length + 1)
    }),
  )
})

describe('the table of acts', () => {
  const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$|\btesting\//.test(path))
    .map((path) => [path, readFileSync(join('lib', path), 'utf8')] as const)

  /** A command that is not exported is part of the act that its file is named after. */
  const commands = sources.flatMap(([path, text]) =>
    [...text.matchAll(/^(export )?const (\w+) = (?:command|promptCommand)\(/gm)].map(([, exported, name = '']) =>
      exported ? name : basename(path, '.ts').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    ),
  )

  it('finds the commands', () => {
    expect(commands.length).toBeGreaterThan(40)
  })

  it.each(commands)('has a row for %s', (name) => {
    expect(allActs.map(({ verb }) => verb)).toContain(name)
  })

  it.each([...new Set(allActs.map(({ verb }) => verb))])('has rows only for commands: %s', (verb) => {
    expect(commands).toContain(verb)
  })
})
