import type { Gateway } from '@/gateway/gateway'
import { registerApps } from './apps'
import { registerAudit } from './audit'
import { registerBatch } from './batch'
import { registerCaseFiles } from './case-files'
import { registerChannels } from './channels'
import { registerCompanies } from './companies'
import { registerCustomerNotifications } from './customer-notifications'
import { registerManagedCustomers } from './customers'
import { registerManagedDeliveries } from './deliveries'
import { registerDeviceTimeline } from './device-timeline'
import { registerManagedDevices } from './devices'
import { registerEnvironments } from './environments'
import { registerManagedEvents } from './events'
import { registerManagedHealth } from './health'
import { registerIncidents } from './incidents'
import { registerInvitations } from './invitations'
import { registerLookUp } from './look-up'
import { registerProbes } from './probes'
import { registerPrompt } from './prompt'
import { registerPromptExplanation } from './prompt/explain'
import { registerPromptHistory } from './prompt/history'
import { registerManagedFrom } from './prompt/managed-from'
import { registerPromptMatrix } from './prompt/matrix'
import { registerProposals } from './prompt/proposals'
import { registerPromptRestore } from './prompt/restore'
import { registerPromptResults } from './prompt/results'
import { registerRecovery } from './recovery'
import { registerServiceTokens } from './service-tokens'
import { registerApiKeys } from './settings/api-keys'
import { registerApnsKeys } from './settings/apns-keys'
import { registerCompanyApi } from './settings/company-api'
import { registerEventWebhooks } from './settings/event-webhooks'
import { registerTriggers } from './settings/triggers'
import { registerSignInGroups } from './sign-in-groups'
import { registerSignInRules } from './sign-in-rules'
import { registerStaff } from './staff'
import { registerStaffActs } from './staff-acts'
import { registerTestNotifications } from './test-notifications'

/** Registers everything that the dashboard can do, for programs with a service token. */
export function registerManagement(gateway: Gateway) {
  registerCompanies(gateway)
  registerApps(gateway)
  registerEnvironments(gateway)
  registerManagedEvents(gateway)
  registerManagedDevices(gateway)
  registerDeviceTimeline(gateway)
  registerManagedCustomers(gateway)
  registerCaseFiles(gateway)
  registerCustomerNotifications(gateway)
  registerManagedDeliveries(gateway)
  registerRecovery(gateway)
  registerTestNotifications(gateway)
  registerProbes(gateway)
  registerLookUp(gateway)
  registerInvitations(gateway)
  registerManagedHealth(gateway)
  registerIncidents(gateway)
  registerChannels(gateway)
  registerPrompt(gateway)
  registerPromptHistory(gateway)
  registerPromptRestore(gateway)
  registerProposals(gateway)
  registerPromptExplanation(gateway)
  registerPromptResults(gateway)
  registerPromptMatrix(gateway)
  registerStaff(gateway)
  registerStaffActs(gateway)
  registerSignInRules(gateway)
  registerSignInGroups(gateway)
  registerManagedFrom(gateway)
  registerServiceTokens(gateway)
  registerAudit(gateway)
  registerBatch(gateway)
  registerApiKeys(gateway)
  registerApnsKeys(gateway)
  registerCompanyApi(gateway)
  registerEventWebhooks(gateway)
  registerTriggers(gateway)
}
