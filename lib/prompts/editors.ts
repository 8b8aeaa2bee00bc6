import { z } from 'zod'
import { announce } from '@/db/announce'
import type { Heard } from '@/db/changes'
import type { Database } from '@/db/client'
import type { PromptPlace } from '@/db/queries/prompts/prompts'
import { roleMay } from '@/lib/permissions'
import { promptQuery } from './levels/at-place'

/** Open pages announce themselves every few seconds. A page not heard from for this long is gone. */
export const rememberedMs = 15_000

type Editing = { staffId: string; name: string; until: number }

/** Pages with unsaved changes at each level and their editors, from all processes. In memory only; entries expire. */
export class PromptEditors {
  private places = new Map<string, Map<string, Editing>>()

  hear(change: Heard<'editing'>, now: number) {
    // Pages repeat a missed announcement within seconds.
    if (change.kind === 'gap') return
    this.forget(now)
    const editors = this.places.get(change.place) ?? new Map<string, Editing>()
    if (change.isOver) editors.delete(change.page)
    else editors.set(change.page, { staffId: change.staffId, name: change.name, until: now + rememberedMs })
    this.places.set(change.place, editors)
  }

  /** Returns the names of the editors, without `except`. */
  at(place: string, { except, now }: { except: string; now: number }): string[] {
    this.forget(now)
    const editors = [...(this.places.get(place)?.values() ?? [])].filter(({ staffId }) => staffId !== except)
    return [...new Map(editors.map(({ staffId, name }) => [staffId, name])).values()].sort()
  }

  /** Whether this page last announced that it is editing. */
  isEditing(place: string, page: string): boolean {
    return this.places.get(place)?.has(page) ?? false
  }

  private forget(now: number) {
    for (const [place, editors] of this.places) {
      for (const [page, { until }] of editors) if (until <= now) editors.delete(page)
      if (editors.size === 0) this.places.delete(place)
    }
  }
}

const listening = new WeakMap<Database, Promise<PromptEditors>>()

/** Returns the editors that this process has heard of. It starts to listen on the first call. */
export function promptEditors(database: Database): Promise<PromptEditors> {
  let found = listening.get(database)
  if (!found) {
    const editors = new PromptEditors()
    found = database.hear(['editing'], (change) => editors.hear(change, Date.now())).then(() => editors)
    found.catch(() => listening.delete(database))
    listening.set(database, found)
  }
  return found
}

/** Announces whether the caller's page is editing, and returns the names of the other editors. Writes nothing. */
export const seeEditors = (editors: PromptEditors) =>
  promptQuery(
    'prompt.read',
    { isEditing: z.boolean(), page: z.string().min(1).max(40) },
    async ({ db, staff, place, input }) => {
      const key = keyOf(place)
      const mayEdit = roleMay(staff.role, place.companyId ? 'prompt.publish' : 'prompt.publish_platform')
      // A page ID includes its reader, so that no one can end another person's editing.
      const page = `${staff.id} ${input.page}`
      const isOver = !input.isEditing
      if (mayEdit && (input.isEditing || editors.isEditing(key, page)))
        await announce(db, { kind: 'editing', place: key, page, staffId: staff.id, name: staff.name, isOver })
      return { names: editors.at(key, { except: staff.id, now: Date.now() }) }
    },
  )

const keyOf = ({ environmentName, companyId, appId }: PromptPlace) => [environmentName, companyId, appId].join(' ')
