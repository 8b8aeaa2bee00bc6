import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { waitForTurn } from '@/db/locks'
import { companies } from '@/db/schema/companies'
import { customers, deviceEvents, devices } from '@/db/schema/customers'
import { attempts, deliveries, notifications, receipts } from '@/db/schema/notifications'
import { promptClients, promptEvents, promptFetches } from '@/db/schema/prompts'
import { simulatedDevices } from '@/db/schema/simulator'
import { history } from './deliveries'
import { populate } from './devices'
import { type AppliedRevision, promptLife } from './prompt-life'
import { insertPrompts, type PromptContents } from './prompts'
import { randomFrom } from './random'
import type { DemoEnvironment } from './workspace'

const sizes: Record<string, { customerCount: number; perDay: number }> = {
  'northwind-bank/production': { customerCount: 140, perDay: 170 },
  'northwind-bank/sandbox': { customerCount: 18, perDay: 12 },
  'contoso-travel/production': { customerCount: 38, perDay: 40 },
  'contoso-travel/sandbox': { customerCount: 6, perDay: 4 },
}

type Given = {
  places: DemoEnvironment[]
  author: { id: string; name: string } | undefined
  prompts: PromptContents
  now: Date
}

/** Inserts two weeks of data for a new workspace, in the caller's transaction. */
export async function loadLife(db: Db, { places, author, prompts, now }: Given) {
  const applied = await insertPrompts(db, places, { prompts, author, now })
  for (const [index, place] of places.entries())
    await insertLife(db, place, { seed: 7_207 + index, applied: applied.get(place.id) ?? [], now })
}

/** Only one process at a time gets to ask: if the database is empty, it may fill it until the transaction ends. */
export async function isEmpty(db: Db) {
  await waitForTurn(db, 'firstRows')
  return (await db.select({ id: companies.id }).from(companies).limit(1)).length === 0
}

async function insertLife(
  db: Db,
  place: DemoEnvironment,
  { seed, applied, now }: { seed: number; applied: AppliedRevision[]; now: Date },
) {
  const random = randomFrom(seed)
  const size = sizes[`${place.companySlug}/${place.name}`] ?? { customerCount: 5, perDay: 2 }
  const population = populate(place, { customerCount: size.customerCount, random, now })
  const log = history(place, population, { perDay: size.perDay, random, now })
  await insertAll(db, customers, population.customers)
  await insertAll(db, devices, population.devices)
  await insertAll(db, deviceEvents, population.events)
  await insertAll(db, simulatedDevices, population.simulated)
  await insertAll(db, notifications, log.notifications)
  await insertAll(db, deliveries, log.deliveries)
  await insertAll(db, attempts, log.attempts)
  await insertAll(db, receipts, log.receipts)
  const life = promptLife(place, population, { applied, random, now })
  await insertAll(db, promptFetches, life.fetches)
  await insertAll(db, promptClients, life.clients)
  await insertAll(db, promptEvents, life.events)
}

/** PostgreSQL allows 65,535 parameters per statement. */
const rowsMax = 1_000

async function insertAll<Table extends PgTable>(db: Db, table: Table, rows: Table['$inferInsert'][]) {
  for (let start = 0; start < rows.length; start += rowsMax)
    await db.insert(table).values(rows.slice(start, start + rowsMax))
}
