import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openDatabase } from '@/db/client'
import { ownPostgres } from '@/db/testing'
import { signedIn } from '../testing/contexts'
import { promptWorkspace } from '../testing/prompt-workspace'
import { PromptEditors, promptEditors, seeEditors } from './editors'

let own: Awaited<ReturnType<typeof ownPostgres>>

beforeAll(async () => {
  own = await ownPostgres()
}, 120_000)

afterAll(() => own.database.close())

it('hears over PostgreSQL of an editor whom another process serves, and leaves no row', async () => {
  const { company, app, manager } = await promptWorkspace(own.database.db)
  const colleague = await signedIn(own.database.db, { role: 'admin', companyIds: [company.id] })
  const at = { appId: app.id, environmentName: 'sandbox' as const }
  const elsewhere = await openDatabase({ url: own.url, dataDir: '' })
  try {
    const seeHere = seeEditors(await promptEditors(elsewhere))
    // The other process's memory is its own: what it says reaches this one through the database alone.
    const sayThere = seeEditors(new PromptEditors())
    await sayThere(manager, { ...at, isEditing: true })
    await vi.waitFor(async () =>
      expect(await seeHere(colleague, { ...at, isEditing: false })).toEqual({ names: [manager.staff.name] }),
    )
    expect(await seeHere(manager, { ...at, isEditing: false })).toEqual({ names: [] })
    const other = { ...at, environmentName: 'production' as const, isEditing: false }
    expect(await seeHere(colleague, other)).toEqual({ names: [] })
  } finally {
    await elsewhere.close()
  }
})
