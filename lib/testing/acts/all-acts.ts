import { accountActs } from './account-acts'
import type { Act } from './act'
import { channelActs } from './channel-acts'
import { deviceActs } from './device-acts'
import { eventWebhookActs } from './event-webhook-acts'
import { incidentActs } from './incident-acts'
import { promptActs } from './prompt-acts'
import { serviceTokenActs } from './service-token-acts'
import { settingsActs } from './settings-acts'
import { simulatorActs } from './simulator-acts'
import { teamActs } from './team-acts'
import { triggerActs } from './trigger-acts'
import { workspaceActs } from './workspace-acts'

/** Every staff command at least once; read-before-write.test.ts fails if one is missing. */
export const allActs: Act[] = [
  ...accountActs,
  ...teamActs,
  ...serviceTokenActs,
  ...settingsActs,
  ...eventWebhookActs,
  ...deviceActs,
  ...incidentActs,
  ...channelActs,
  ...promptActs,
  ...triggerActs,
  ...simulatorActs,
  ...workspaceActs,
]

export const titleOf = ({ verb, what }: Act) => (what ? `${verb} ${what}` : verb)
