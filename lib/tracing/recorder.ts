import type { Trace } from '@/lib/trace'

/** Never a text, a token, or whose device it is. */
export type SpanFacts = Record<string, string | number | undefined>

export type OpenSpan = {
  /** For what follows it. */
  trace: Trace
  /** `error`: what went wrong, in a word. */
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
  /** Sends what has ended. */
  stop(): Promise<void>
}
