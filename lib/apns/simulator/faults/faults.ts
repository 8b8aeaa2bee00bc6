import { z } from 'zod'

const ms = z.number().int().min(0).max(600_000)
const moment = z.enum(['before', 'after'])

/** What goes wrong. `when`: before the push is processed, or after, so that only the answer is lost. */
export const Effect = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    status: z.number().int().min(200).max(599),
    reason: z.string().max(100).optional(),
    body: z.enum(['json', 'none', 'html', 'truncated', 'text_type']).default('json'),
    retryAfterSeconds: z.number().int().min(0).optional(),
    /** From now, in the past or the future; with 410 only. */
    timestampOffsetMs: z.number().int().optional(),
  }),
  z.object({
    kind: z.literal('latency'),
    ms,
    jitterMs: ms.default(0),
    /** `body`: the status comes at once, and the rest is late. */
    part: z.enum(['headers', 'body']).default('headers'),
  }),
  z.object({
    kind: z.literal('goaway'),
    /** Of the streams that are open: `this` and those below are finished; none; or all. */
    last: z.enum(['this', 'none', 'all']).default('this'),
    code: z.number().int().min(0).max(13).default(0),
    reason: z.string().max(100).optional(),
  }),
  z.object({ kind: z.literal('reset_stream'), code: z.number().int().min(0).max(13), when: moment.default('before') }),
  z.object({ kind: z.literal('reset_socket'), when: moment.default('before') }),
  z.object({ kind: z.literal('silence'), when: moment.default('before') }),
  /** The connection stays open and hears nothing any more, pings included. */
  z.object({ kind: z.literal('black_hole') }),
  z.object({ kind: z.literal('apns_id'), as: z.enum(['missing', 'other', 'repeated']) }),
  z.object({ kind: z.literal('streams'), max: z.number().int().min(0).max(100_000) }),
  z.object({ kind: z.literal('window'), bytes: z.number().int().min(0).max(65_535) }),
  z.object({ kind: z.literal('clock'), skewMs: z.number().int() }),
  z.object({ kind: z.literal('revoked_key') }),
  /** The app was reinstalled: the device's old token is dead while the fault is on. */
  z.object({ kind: z.literal('rotated_token') }),
  /** One server after the other answers 503 Shutdown for so long, production first. Narrowed to one, every other turn is good. */
  z.object({ kind: z.literal('rolling_outage'), everyMs: ms.min(1) }),
  /** Accepted pushes wait up to so long on their way, each for itself, so that a later one may overtake. */
  z.object({ kind: z.literal('reorder'), ms }),
  z.object({
    kind: z.literal('connect'),
    /** `goodbye`: GOAWAY with the last id 0, before any request was looked at. */
    how: z.enum(['refuse', 'delay', 'stall', 'expired_certificate', 'wrong_name', 'goodbye']),
    ms: ms.default(0),
  }),
])
export type Effect = z.output<typeof Effect>

/** A fault and whom it strikes; what is left out does not narrow it. */
export const Fault = z.object({
  effect: Effect,
  environmentName: z.enum(['production', 'sandbox']).optional(),
  token: z.string().max(400).optional(),
  /** A bundle id; topics with a suffix count as its own. */
  bundleId: z.string().max(200).optional(),
  connection: z.number().int().optional(),
  /** Of the requests. */
  probability: z.number().min(0).max(1).default(1),
  /** Of the device tokens, always the same ones. */
  tokenShare: z.number().min(0).max(1).default(1),
  /** Leaves this many alone first. */
  after: z.number().int().min(0).default(0),
  /** Strikes this often, then no more. */
  times: z.number().int().min(1).optional(),
})
export type Fault = z.output<typeof Fault>
export type FaultInput = z.input<typeof Fault>
