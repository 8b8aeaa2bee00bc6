import { randomUUID } from 'node:crypto'

/** Where something belongs in a trace of the W3C's Trace Context. */
export type Trace = {
  /** 32 hexadecimal digits. */
  traceId: string
  /** The span that it follows, and whether that one is recorded: `00f067aa0ba902b7-01`. Null where there is none. */
  traceParent: string | null
}

const shape = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** Of a `traceparent` header; undefined where it is absent or not valid. Of a later version, what version 00 knows of it. */
export function traceFrom(header: string | null | undefined): Trace | undefined {
  const [, version, traceId, spanId, flags = '', more] = (header && shape.exec(header)) || []
  if (traceId === undefined || (version === '00' && more !== undefined)) return undefined
  return { traceId, traceParent: traceParentOf(spanId ?? '', Number.parseInt(flags, 16)) }
}

// The bits of a random UUID that say so are not among those that Trace Context wants to be random.
export const newTrace = (): Trace => ({ traceId: randomUUID().replaceAll('-', ''), traceParent: null })

const isRecorded = 1

/** Of all flags, only whether the span is recorded is ours to pass on. */
export const traceParentOf = (spanId: string, flags: number) => `${spanId}-0${flags & isRecorded}`

/** The header for whoever is asked next; undefined where no span is known that theirs could follow. */
export const traceparentOf = ({ traceId, traceParent }: { traceId: string | null; traceParent: string | null }) =>
  traceId && traceParent ? `00-${traceId}-${traceParent}` : undefined
