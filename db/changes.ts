import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './client'

export const changesChannel = 'pushdesk'

const environment = { environmentId: z.string() }

const Change = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('prompt'),
    environmentName: z.string(),
    companyId: z.string().optional(),
    appId: z.string().optional(),
  }),
  z.object({ kind: z.literal('customer_lists') }),
  z.object({ kind: z.literal('keys'), ...environment }),
  z.object({ kind: z.literal('environment'), ...environment }),
  z.object({ kind: z.literal('deliveries'), ...environment, notificationIds: z.array(z.string()) }),
  /** Deliveries may go, or may go sooner. */
  z.object({ kind: z.literal('due') }),
  z.object({ kind: z.literal('sessions'), staffId: z.string() }),
  z.object({ kind: z.literal('simulated_push'), environmentName: z.string(), tokens: z.array(z.string()) }),
  /** A page has unsaved changes of a prompt; announced again while it does. */
  z.object({
    kind: z.literal('editing'),
    place: z.string(),
    page: z.string(),
    staffId: z.string(),
    name: z.string(),
    isOver: z.boolean(),
  }),
  z.object({ kind: z.literal('faults') }),
])

/** What every process may want to know the moment it is committed. */
export type Change = z.output<typeof Change>
/** Changes may have been missed: whoever keeps something in memory reads it again. */
export type Gap = { kind: 'gap' }
export type ChangeKind = Change['kind']
export type Heard<Kind extends ChangeKind> = Extract<Change, { kind: Kind }> | Gap

const kinds: ReadonlySet<unknown> = new Set(Change.options.map(({ shape }) => shape.kind.value))

/** Sent when the transaction commits, and not at all when it rolls back. */
export async function announce(db: Db, change: Change) {
  await db.execute(sql`select pg_notify(${changesChannel}, ${JSON.stringify(change)})`)
}

/** Undefined for what only another version knows. A known change that this version can't read counts as missed. */
export function changeIn(payload: string): Change | Gap | undefined {
  const said = jsonIn(payload)
  const { data } = Change.safeParse(said)
  if (data) return data
  const isKnown = typeof said === 'object' && said !== null && 'kind' in said && kinds.has(said.kind)
  return isKnown ? { kind: 'gap' } : undefined
}

function jsonIn(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}
