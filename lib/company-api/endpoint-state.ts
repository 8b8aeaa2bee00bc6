/** The known state of a company API: only what it did, never a prediction. */
export type EndpointState =
  | { kind: 'refused' }
  | { kind: 'paused'; failuresInRow: number; until: Date }
  | { kind: 'failing'; failuresInRow: number }
  | { kind: 'rejected'; reason: string; at: Date }
  | { kind: 'accepted'; at: Date }
  | { kind: 'unused' }

type Known = {
  endpoint: { failuresInRow: number; openUntil: Date | null; updatedAt: Date }
  isRefused: boolean
  /** The newest delivery that the company API responded to. */
  last: { state: string; reason: string | null; createdAt: Date; endedAt: Date | null } | undefined
  now: Date
}

export function endpointStateOf({ endpoint, isRefused, last, now }: Known): EndpointState {
  const { failuresInRow, openUntil, updatedAt } = endpoint
  // Results from earlier settings say nothing about these.
  const answered = last && last.createdAt > updatedAt ? last : undefined
  const at = answered?.endedAt ?? answered?.createdAt
  if (isRefused || answered?.reason === 'address_not_allowed') return { kind: 'refused' }
  if (openUntil && openUntil > now) return { kind: 'paused', failuresInRow, until: openUntil }
  if (failuresInRow > 0) return { kind: 'failing', failuresInRow }
  if (!answered || !at) return { kind: 'unused' }
  // A 410 only says that one device is gone, so the API works.
  if (answered.state === 'accepted' || answered.reason === 'http_410') return { kind: 'accepted', at }
  return { kind: 'rejected', reason: answered.reason ?? 'failed', at }
}
