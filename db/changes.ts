import { z } from 'zod'
import { transports } from './schema/values'

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
  /** Deliveries may have become due, or due sooner; without transports, any. The process `wokenBy` knows already. */
  z.object({
    kind: z.literal('due'),
    transports: z.array(z.enum(transports)).optional(),
    wokenBy: z.string().optional(),
  }),
  z.object({ kind: z.literal('sessions'), staffId: z.string() }),
  z.object({ kind: z.literal('simulated_push'), environmentName: z.string(), tokens: z.array(z.string()) }),
  /** A page has unsaved changes to a prompt; repeated while it does. */
  z.object({
    kind: z.literal('editing'),
    place: z.string(),
    page: z.string(),
    staffId: z.string(),
    name: z.string(),
    isOver: z.boolean(),
  }),
  z.object({ kind: z.literal('faults') }),
  /** How much of the publishable keys' rate limits process `by` has counted under high load: table slots, no names. */
  z.object({
    kind: z.literal('limits_used'),
    by: z.string(),
    table: z.string(),
    used: z.array(
      z.object({
        call: z.enum(['registration', 'evaluation', 'event']),
        of: z.enum(['customer', 'device', 'address']),
        slot: z.int(),
        count: z.int(),
        endsAt: z.int(),
      }),
    ),
  }),
  /** An incident opened, changed, or closed, or a channel has a message to send. */
  z.object({ kind: z.literal('incidents') }),
])

/** A change that processes learn of as soon as it commits. */
export type Change = z.output<typeof Change>
/** Changes may have been missed: every in-memory cache has to be reloaded. */
export type Gap = { kind: 'gap' }
export type ChangeKind = Change['kind']
export type Heard<Kind extends ChangeKind> = Extract<Change, { kind: Kind }> | Gap

const kinds: ReadonlySet<unknown> = new Set(Change.options.map(({ shape }) => shape.kind.value))

/** Undefined for kinds that only another version knows. A known kind that this version can't parse is a gap. */
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
