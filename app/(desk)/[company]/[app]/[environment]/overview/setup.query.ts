import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { isSetUp } from '@/lib/companies/is-set-up'
import type { SetupSteps } from '@/lib/companies/setup-steps'
import { flag, object, oneOf, orNull, type Shape, text } from '@/lib/shape'

/** Polls until setup is complete, so that the first registration and the first receipt show within two seconds. */
export const setupPaceMs = (steps: SetupSteps) => (isSetUp(steps) ? false : 1_000)

const steps = object({
  companyId: text,
  isSimulated: flag,
  isSimulatorRunning: flag,
  hasApnsKey: flag,
  requiresIdentity: flag,
  publishableKey: orNull(text),
  deviceId: orNull(text),
  hasAccepted: flag,
  hasReceived: flag,
  isPromptOn: flag,
  isPromptSwitchedOn: flag,
  promptStoppedBy: orNull(oneOf(['none', 'platform', 'company', 'app'])),
  promptProposal: orNull(object({ authorName: text, isOwn: flag, approvers: orNull(text), mayApprove: flag })),
  hasManager: flag,
  isManagerInvited: flag,
}) satisfies Shape<SetupSteps>

export const setupOf = (path: string, initialData: SetupSteps, { isPaused = false } = {}) =>
  queryOptions({
    queryKey: ['setup', path],
    queryFn: ({ signal }) => fetchJson(`${path}/overview/setup`, steps, { signal }),
    initialData,
    refetchInterval: ({ state: { data } }) => setupPaceMs(data ?? initialData),
    enabled: !isPaused,
    gcTime: 0,
  })
