import type { SetupSteps } from './setup-steps'

export const setupStepNames = ['apns', 'key', 'device', 'push', 'prompt', 'manager'] as const
export type SetupStepName = (typeof setupStepNames)[number]

export const isStepDone: Record<SetupStepName, (steps: SetupSteps) => boolean> = {
  apns: ({ isSimulated, isSimulatorRunning, hasApnsKey }) => (isSimulated ? isSimulatorRunning : hasApnsKey),
  key: ({ publishableKey }) => publishableKey !== null,
  device: ({ deviceId }) => deviceId !== null,
  push: ({ hasAccepted }) => hasAccepted,
  prompt: ({ isPromptOn }) => isPromptOn,
  manager: ({ hasManager, isManagerInvited }) => hasManager || isManagerInvited,
}

export const isSetUp = (steps: SetupSteps) => setupStepNames.every((name) => isStepDone[name](steps))
