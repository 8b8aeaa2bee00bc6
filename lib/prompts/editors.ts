import { z } from 'zod'
import { announce, type Change } from '@/db/changes'
import type { Database } from '@/db/client'
import type { PromptPlace } from '@/db/queries/prompts'
import { roleMay } from '../permissions'
import { hearChanges } from '../simulator/hear-changes'
import { promptQuery } from './at-place'

/** Open pages say it every few seconds; who is not heard for so long has gone. */
export const rememberedMs = 15_000

type Editing = { name: string; until: number }

/** Who has staged changes open at which place. Heard from every process, kept in memory alone, forgotten by itself. */
export class PromptEditors {
  private places = new Map<string, Map<string, Editing>>()

  hear(change: Change | undefined, now: number) {
    if (change?.kind !== 'editing') return
    this.forget(now)
    const editors = this.places.get(change.place) ?? new Map<string, Editing>()
    editors.set(change.staffId, { name: change.name, until: now + rememberedMs })
    this.places.set(change.place, editors)
  }

  /** By name, without the one who asks. */
  at(place: string, { except, now }: { except: string; now: number }): string[] {
    this.forget(now)
    const editors = [...(this.places.get(place) ?? [])].filter(([staffId]) => staffId !== except)
    return editors.map(([, { name }]) => name).sort()
  }

  private forget(now: number) {
    for (const [place, editors] of this.places) {
      for (const [staffId, { until }] of editors) if (until <= now) editors.delete(staffId)
      if (editors.size === 0) this.places.delete(place)
    }
  }
}

const listening = new WeakMap<Database, Promise<PromptEditors>>()

/** Those that this process has heard of; it listens from the first time that somebody asks. */
export function promptEditors(database: Database): Promise<PromptEditors> {
  let found = listening.get(database)
  if (!found) {
    const editors = new PromptEditors()
    found = hearChanges(database, (change) => editors.hear(change, Date.now())).then(() => editors)
    found.catch(() => listening.delete(database))
    listening.set(database, found)
  }
  return found
}

/** Says that the asker is editing, where they may, and names the others who are. Nothing is written. */
export const seeEditors = (editors: PromptEditors) =>
  promptQuery('prompt.read', { isEditing: z.boolean() }, async ({ db, staff, place, input }) => {
    const key = keyOf(place)
    const mayEdit = roleMay(staff.role, place.companyId ? 'prompt.publish' : 'prompt.publish_platform')
    if (input.isEditing && mayEdit)
      await announce(db, { kind: 'editing', place: key, staffId: staff.id, name: staff.name })
    return { names: editors.at(key, { except: staff.id, now: Date.now() }) }
  })

const keyOf = ({ environmentName, companyId, appId }: PromptPlace) => [environmentName, companyId, appId].join(' ')
