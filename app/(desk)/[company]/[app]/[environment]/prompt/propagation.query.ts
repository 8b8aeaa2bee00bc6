import { queryOptions } from '@tanstack/react-query'
import { promptAct } from '@/app/(desk)/prompt/prompt-acts'
import type { PlaceInput } from '@/lib/prompts/at-place'

const paceMs = 3_000
/** Nobody should go on for long on top of what is no longer there, so this one is small and often. */
const presentMs = 1_000

/** Who received what applies now; phones come in one after another after a save. */
export const propagation = (input: PlaceInput) =>
  queryOptions({
    queryKey: ['prompt', 'propagation', input],
    queryFn: ({ signal }) => promptAct('propagation', input, signal),
    refetchInterval: paceMs,
  })

/** The place's present revision, so that an open page knows when it is overtaken. */
export const presentRevision = (input: PlaceInput) =>
  queryOptions({
    queryKey: ['prompt', 'present', input],
    queryFn: ({ signal }) => promptAct('present-revision', input, signal),
    refetchInterval: presentMs,
  })
