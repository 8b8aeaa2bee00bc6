import { randomUUID } from 'node:crypto'

/** A position in a trace (W3C Trace Context). */
export type Trace = {
  /** 32 hexadecimal digits. */
  traceId: string
  /** The parent span, and whether it is recorded: `00f067aa0ba902b7-01`. Null if there is none. */
  traceParent: string | null
}

const shape = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/**
 * Parses a `traceparent` header. Returns undefined if it is absent or invalid. Of a later version, reads the fields of
 * version 00.
 */
export function traceFrom(header: string | null | undefined): Trace | undefined {
  const [, version, traceId, spanId, flags = '', more] = (header && shape.exec(header)) || []
  if (traceId === undefined || (version === '00' && more !== undefined)) return undefined
  return { traceId, traceParent: traceParentOf(spanId ?? '', Number.parseInt(flags, 16)) }
}

// The fixed version and variant bits of a UUID aren't among the bits that Trace Context requires to be random.
export const newTrace = (): Trace => ({ traceId: randomUUID().replaceAll('-', ''), traceParent: null })

const isRecorded = 1

/** Passes on only the recorded flag. */
export const traceParentOf = (spanId: string, flags: number) => `${spanId}-0${flags & isRecorded}`

/** The `traceparent` header for an outgoing request, or undefined if there is no parent span. */
export const traceparentOf = ({ traceId, traceParent }: { traceId: string | null; traceParent: string | null }) =>
  traceId && traceParent ? `00-${traceId}-${traceParent}` : undefined
