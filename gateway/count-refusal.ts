import { type CountedCall, countCall, countRefusedKey } from '@/lib/calls/call-counts'
import type { Gateway } from './gateway'
import { type CallTrace, environmentOfRefusal } from './keep-refusal'
import { type Caller, keyIn } from './key-check'
import { faultFor } from './problems'

type Refusal = { call: CountedCall; error: unknown; trace: CallTrace; caller: Caller }

/** Counts an environment's rejected calls by reason. Our own outages don't count. */
export function countRefusal({ database: { db } }: Gateway, { call, error, trace, caller }: Refusal) {
  const fault = faultFor(error)
  if (!fault || fault.status >= 500) return
  const environmentId = trace.ctx?.environment.id ?? environmentOfRefusal(error)
  if (environmentId) return countCall(db, environmentId, call, fault.code)
  const key = keyIn(caller)
  if (fault.code === 'key_invalid' && key) countRefusedKey(db, key, call)
}
