import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openDatabase } from '@/db/open-database'
import { ownPostgres } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { promptWorkspace } from '@/lib/testing/prompt-workspace'
import { promptEditors, seeEditors } from './editors'

/** Limits a wait that hangs. */
const patience = { timeout: 60_000 }

let own: Awaited<ReturnType<typeof ownPostgres>>

beforeAll(async () => {
  own = await ownPostgres()
})

afterAll(() => own.database.close())

it('hears of an editor in another process over PostgreSQL, and writes no row', async () => {
  const { company, app, manager } = await promptWorkspace(own.database.db)
  const colleague = await signedIn(own.database.db, { role: 'admin', companyIds: [company.id] })
  const at = { appId: app.id, environmentName: 'sandbox' as const, page: 'tab' }
  const elsewhere = await openDatabase({ url: own.url, dataDir: '' })
  try {
    const seeHere = seeEditors(await promptEditors(elsewhere))
    // The processes share no memory: what the other one announces arrives here only through the database.
    const there = await promptEditors(own.database)
    const sayThere = seeEditors(there)
    await sayThere(manager, { ...at, isEditing: true })
    await vi.waitFor(
      async () =>
        expect(await seeHere(colleague, { ...at, isEditing: false })).toEqual({ names: [manager.staff.name] }),
      patience,
    )
    expect(await seeHere(manager, { ...at, page: 'other tab', isEditing: false })).toEqual({ names: [] })
    const other = { ...at, environmentName: 'production' as const, isEditing: false }
    expect(await seeHere(colleague, other)).toEqual({ names: [] })
    // Saving or leaving the page ends it at once, not after a timeout.
    await vi.waitFor(async () => {
      await sayThere(manager, { ...at, isEditing: false })
      expect(await seeHere(colleague, { ...at, isEditing: false })).toEqual({ names: [] })
    }, patience)
  } finally {
    await elsewhere.close()
  }
})
