import type { Trace } from '@/lib/trace'

/** Never contains texts, tokens, or customers. */
export type SpanFacts = Record<string, string | number | undefined>

export type OpenSpan = {
  /** The trace for spans that follow. */
  trace: Trace
  /** `error` is what went wrong, in one word. */
  end(facts: SpanFacts, error?: string): void
}

export type Recorder = {
  begin(of: {
    name: string
    kind: 'server' | 'consumer' | 'client'
    trace: Trace
    facts: SpanFacts
    startedAt?: Date
  }): OpenSpan
  /** Sends the spans that have ended. */
  stop(): Promise<void>
}
