import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import type { SetupSteps } from '@/lib/companies/setup-steps'
import { flag, object, orNull, type Shape, text } from '@/lib/shape'

/** The first registration and the first receipt show within two seconds. */
const paceMs = 1_000

const steps = object({
  isSimulated: flag,
  hasApnsKey: flag,
  requiresIdentity: flag,
  publishableKey: orNull(text),
  deviceId: orNull(text),
  hasAccepted: flag,
  hasReceived: flag,
  isPromptOn: flag,
  hasManager: flag,
}) satisfies Shape<SetupSteps>

export const setupOf = (path: string, initialData: SetupSteps) =>
  queryOptions({
    queryKey: ['setup', path],
    queryFn: ({ signal }) => fetchJson(`${path}/overview/setup`, steps, { signal }),
    initialData,
    refetchInterval: paceMs,
    gcTime: 0,
  })
