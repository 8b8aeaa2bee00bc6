import { eq, getTableName, ne, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { environments } from './schema/companies'
import { apnsCredentials, companyEndpoints, providerTokens } from './schema/credentials'
import { eventWebhooks } from './schema/events'
import { channelMessages, channels } from './schema/incidents'
import { keptAnswers } from './schema/service-tokens'
import { staff } from './schema/staff'

/** Where encrypted values are. `key` identifies the row; only rows matching `only` have a value for this purpose. */
export type SealedPlace = { table: PgTable; column: PgColumn; key: PgColumn[]; only?: SQL }

/**
 * Every column with encrypted values, by the name that binds them: `<this name>:<the row’s key>`. lib/secrets encrypts
 * for no other purpose, and key rotation covers all of them.
 */
export const sealedColumns = {
  'apns_credentials.private_key': {
    table: apnsCredentials,
    column: apnsCredentials.privateKey,
    key: [apnsCredentials.id],
  },
  'provider_tokens.token': {
    table: providerTokens,
    column: providerTokens.token,
    key: [providerTokens.credentialId],
  },
  'environments.identity_secret': {
    table: environments,
    column: environments.identitySecret,
    key: [environments.id],
  },
  'company_endpoints.auth_secret': {
    table: companyEndpoints,
    column: companyEndpoints.authSecret,
    key: [companyEndpoints.environmentId],
  },
  'company_endpoints.client_key': {
    table: companyEndpoints,
    column: companyEndpoints.clientKey,
    key: [companyEndpoints.environmentId],
  },
  'company_endpoints.signing_secret': {
    table: companyEndpoints,
    column: companyEndpoints.signingSecret,
    key: [companyEndpoints.environmentId],
  },
  'event_webhooks.signing_secret': {
    table: eventWebhooks,
    column: eventWebhooks.signingSecret,
    key: [eventWebhooks.id],
  },
  'staff.totp_secret': { table: staff, column: staff.totpSecret, key: [staff.id] },
  channels: { table: channels, column: channels.address, key: [channels.id] },
  'channels.signing': { table: channels, column: channels.signingSecret, key: [channels.id] },
  channel_messages: {
    table: channelMessages,
    column: channelMessages.sealed,
    key: [channelMessages.id],
    only: ne(channelMessages.type, 'password.asked'),
  },
  'channel_messages.asked': {
    table: channelMessages,
    column: channelMessages.sealed,
    key: [channelMessages.id],
    only: eq(channelMessages.type, 'password.asked'),
  },
  kept_answers: {
    table: keptAnswers,
    column: keptAnswers.answer,
    key: [keptAnswers.serviceTokenId, keptAnswers.key],
  },
} satisfies Record<string, SealedPlace>

export type SealedColumn = keyof typeof sealedColumns

export const columnNameOf = ({ table, column }: SealedPlace) => `${getTableName(table)}.${column.name}`
