import type { Query, QueryFunctionContext, QueryKey } from '@tanstack/react-query'

/** A poll waits at least this many times as long as its last response took, so that slow counts don't pile up. */
const restsPerResponse = 20
const restMsMax = 30_000

const tookMs = new WeakMap<object, number>()

/** Polls a count every `paceMs`, or up to every 30 seconds while responses take long. A hidden tab doesn't poll. */
export function paced<Value>(paceMs: number | false, ask: (signal: AbortSignal) => Promise<Value>) {
  return {
    async queryFn({ client, queryKey, signal }: QueryFunctionContext): Promise<Value> {
      const query = client.getQueryCache().find({ queryKey })
      const startedAt = performance.now()
      try {
        return await ask(signal)
      } finally {
        if (query) tookMs.set(query, performance.now() - startedAt)
      }
    },
    refetchInterval: <Data, Key extends QueryKey>(query: Query<Value, Error, Data, Key>) =>
      paceMs && Math.max(paceMs, Math.min(restMsMax, restsPerResponse * (tookMs.get(query) ?? 0))),
  }
}
