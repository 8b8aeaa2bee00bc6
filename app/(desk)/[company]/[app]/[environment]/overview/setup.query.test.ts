import { expect, it } from 'vitest'
import type { SetupSteps } from '@/lib/companies/setup-steps'
import { setupPaceMs } from './setup.query'

const nothing: SetupSteps = {
  companyId: '019a2b7c-5d1e-7f00-8a3b-4c5d6e7f8091',
  isSimulated: true,
  isSimulatorRunning: true,
  hasApnsKey: false,
  requiresIdentity: false,
  publishableKey: 'pk_1',
  deviceId: null,
  hasAccepted: false,
  hasReceived: false,
  isPromptOn: true,
  isPromptSwitchedOn: true,
  promptStoppedBy: null,
  promptProposal: null,
  hasManager: true,
  isManagerInvited: false,
}

it('polls every second until setup is complete, so that a registration shows within two', () => {
  expect(setupPaceMs(nothing)).toBeLessThanOrEqual(1_000)
  expect(setupPaceMs({ ...nothing, deviceId: nothing.companyId, hasAccepted: true })).toBe(false)
})
