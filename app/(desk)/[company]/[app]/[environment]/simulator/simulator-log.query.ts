import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { instant, listOf, number, object, orNull, recordOf, resultOf, type Shaped, text } from '@/lib/shape'
import type { listSimulatorLog } from '@/lib/simulator/list-simulator-log'

export const LogRow = object({
  id: text,
  apnsId: text,
  device: text,
  pushType: orNull(text),
  status: number,
  reason: orNull(text),
  lints: listOf(text),
  fate: orNull(text),
  deviceOutcomeReason: orNull(text),
  payloadBytes: number,
  createdAt: instant,
})
export type LogRow = Shaped<typeof LogRow>

const Log = resultOf<typeof listSimulatorLog>()(listOf(LogRow))

const paceMs = 1_500

/** Counts the requests hit by each active fault. */
export const hitCounts = (base: string) =>
  queryOptions({
    queryKey: ['hit-counts', base],
    queryFn: ({ signal }) => fetchJson(`${base}/simulator/hits`, recordOf(number), { signal }),
    refetchInterval: paceMs,
  })

export const simulatorLog = (base: string) =>
  queryOptions({
    queryKey: ['simulator-log', base],
    queryFn: ({ signal }) => fetchJson(`${base}/simulator/log`, Log, { signal }),
    refetchInterval: paceMs,
  })
