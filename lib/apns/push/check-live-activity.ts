import type { PushProblem } from './push-types'

/**
 * Checks what a Live Activity needs beyond correct types
 * (starting-and-updating-live-activities-with-activitykit-push-notifications).
 */
export function checkLiveActivity(aps: Record<string, unknown>): PushProblem[] {
  const missing = (key: string, message: string) =>
    aps[key] === undefined ? [{ path: `payload.aps.${key}`, message }] : []
  return [
    ...missing('timestamp', 'A Live Activity push needs a timestamp in seconds since 1970.'),
    ...missing('event', 'A Live Activity push needs an event: “start”, “update”, or “end”.'),
    ...(aps.event === 'end' ? [] : missing('content-state', 'A Live Activity push needs the new content state.')),
    ...(aps.event === 'start' ? startProblems(missing) : []),
  ]
}

function startProblems(missing: (key: string, message: string) => PushProblem[]) {
  return [
    ...missing('attributes-type', 'Starting a Live Activity needs the name of its attributes type.'),
    ...missing('attributes', 'Starting a Live Activity needs its attributes.'),
    ...missing('alert', 'Starting a Live Activity needs an alert.'),
  ]
}
