import { z } from 'zod'

const ms = z.number().int().min(0).max(600_000)
const moment = z.enum(['before', 'after'])

/** What goes wrong. `when`: before the push is processed, or after, so that only the response is lost. */
export const Effect = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    status: z.number().int().min(200).max(599),
    reason: z.string().max(100).optional(),
    body: z.enum(['json', 'none', 'html', 'truncated', 'text_type']).default('json'),
    retryAfterSeconds: z.number().int().min(0).optional(),
    /** Offset from now, into the past or the future. Only with 410. */
    timestampOffsetMs: z.number().int().optional(),
  }),
  z.object({
    kind: z.literal('latency'),
    ms,
    jitterMs: ms.default(0),
    /** `body`: the status comes at once, and only the body is late. */
    part: z.enum(['headers', 'body']).default('headers'),
  }),
  z.object({
    kind: z.literal('goaway'),
    /** Which open streams still finish: this one and those with lower IDs, none, or all. */
    last: z.enum(['this', 'none', 'all']).default('this'),
    code: z.number().int().min(0).max(13).default(0),
    reason: z.string().max(100).optional(),
  }),
  z.object({ kind: z.literal('reset_stream'), code: z.number().int().min(0).max(13), when: moment.default('before') }),
  z.object({ kind: z.literal('reset_socket'), when: moment.default('before') }),
  z.object({ kind: z.literal('silence'), when: moment.default('before') }),
  /** The connection stays open but ignores everything, including pings. */
  z.object({ kind: z.literal('black_hole') }),
  z.object({ kind: z.literal('apns_id'), as: z.enum(['missing', 'other', 'repeated']) }),
  z.object({ kind: z.literal('streams'), max: z.number().int().min(0).max(100_000) }),
  z.object({ kind: z.literal('window'), bytes: z.number().int().min(0).max(65_535) }),
  z.object({ kind: z.literal('clock'), skewMs: z.number().int() }),
  z.object({ kind: z.literal('revoked_key') }),
  /** As if the app were reinstalled: the device's old token is dead while the fault is on. */
  z.object({ kind: z.literal('rotated_token') }),
  /** Servers take turns of `everyMs` returning 503 Shutdown, production first. One alone is down every other turn. */
  z.object({ kind: z.literal('rolling_outage'), everyMs: ms.min(1) }),
  /** Delays each accepted push by its own random time up to `ms`, so that a later push can overtake it. */
  z.object({ kind: z.literal('reorder'), ms }),
  z.object({
    kind: z.literal('connect'),
    /** `goodbye`: GOAWAY with last stream ID 0, before any request is processed. */
    how: z.enum(['refuse', 'delay', 'stall', 'expired_certificate', 'wrong_name', 'goodbye']),
    ms: ms.default(0),
  }),
])
export type Effect = z.output<typeof Effect>

/** A fault and its targets. An omitted field doesn't narrow the targets. */
export const Fault = z.object({
  effect: Effect,
  environmentName: z.enum(['production', 'sandbox']).optional(),
  token: z.string().max(400).optional(),
  /** A bundle ID. It also matches topics that add a suffix to it. */
  bundleId: z.string().max(200).optional(),
  connection: z.number().int().optional(),
  /** Share of the requests affected. */
  probability: z.number().min(0).max(1).default(1),
  /** Share of the device tokens affected, always the same ones. */
  tokenShare: z.number().min(0).max(1).default(1),
  /** How many requests to leave alone first. */
  after: z.number().int().min(0).default(0),
  /** How often the fault applies at most. */
  times: z.number().int().min(1).optional(),
})
export type Fault = z.output<typeof Fault>
export type FaultInput = z.input<typeof Fault>
