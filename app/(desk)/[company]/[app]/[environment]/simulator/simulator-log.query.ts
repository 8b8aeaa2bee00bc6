import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { fetchJson } from '../deliveries/fetch-json'

export const LogRow = z.object({
  id: z.string(),
  apnsId: z.string(),
  device: z.string(),
  pushType: z.string().nullable(),
  status: z.number(),
  reason: z.string().nullable(),
  lints: z.array(z.string()),
  fate: z.string().nullable(),
  fateReason: z.string().nullable(),
  payloadBytes: z.number(),
  createdAt: z.coerce.date(),
})
export type LogRow = z.output<typeof LogRow>

const paceMs = 1_500

export const simulatorLog = (base: string) =>
  queryOptions({
    queryKey: ['simulator-log', base],
    queryFn: ({ signal }) => fetchJson(`${base}/simulator/log`, z.array(LogRow), signal),
    refetchInterval: paceMs,
  })
