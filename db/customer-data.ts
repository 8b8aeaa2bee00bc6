import { and, eq, getTableName, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { erased } from './erased'
import { asJsonb } from './raw'
import { caseFiles } from './schema/case-files'
import { apps, environments } from './schema/companies'
import { auditEntries } from './schema/credentials'
import { customers, deviceEvents, devices, presence } from './schema/customers'
import { events } from './schema/events'
import { attempts, deliveries, notifications, receipts, reportedOutcomes } from './schema/notifications'
import { probes } from './schema/probes'
import {
  promptClients,
  promptConfigurations,
  promptEvents,
  promptLists,
  promptProposals,
  promptRevisions,
} from './schema/prompts'
import { dueDeliveries } from './schema/queue'
import { refusedCalls } from './schema/refused-calls'
import { simulatedDevices, simulatedPushes } from './schema/simulator'
import { recentCustomers } from './schema/staff'

/** `names`: the customer's IDs; `addresses`: of their devices, in every form that the log may contain. */
export type WhoseData = { environmentId: string; customerId: string; names: string[]; addresses: string[] }

export type CustomerTable = {
  table: PgTable
  isTheirs: (whose: WhoseData) => SQL | undefined
  /** The columns that are about the customer; absent: all. */
  only?: string[]
  /** Columns that are about someone else. */
  without?: string[]
}

/** Every table with rows about a customer, and the condition that finds them. The export reads all of them. */
export const customerTables: CustomerTable[] = [
  { table: customers, isTheirs: ({ customerId }) => eq(customers.id, customerId) },
  { table: devices, isTheirs: ({ customerId }) => eq(devices.customerId, customerId) },
  {
    table: deviceEvents,
    isTheirs: ({ customerId }) =>
      or(eq(deviceEvents.customerId, customerId), eq(deviceEvents.previousCustomerId, customerId)),
    only: ['id', 'environmentId', 'deviceId', 'kind', 'detail', 'createdAt'],
  },
  { table: presence, isTheirs: ({ customerId }) => eq(presence.customerId, customerId) },
  { table: notifications, isTheirs: theirNotifications, without: ['requestHash', 'actorId', 'actorName'] },
  { table: deliveries, isTheirs: theirDeliveries },
  { table: attempts, isTheirs: (whose) => inDeliveries(sql`${attempts.deliveryId}`, whose) },
  { table: reportedOutcomes, isTheirs: (whose) => inDeliveries(sql`${reportedOutcomes.deliveryId}`, whose) },
  { table: dueDeliveries, isTheirs: (whose) => inDeliveries(sql`${dueDeliveries.deliveryId}`, whose) },
  {
    table: receipts,
    isTheirs: (whose) =>
      sql`${receipts.notificationId} in (select ${notifications.id} from ${notifications} where ${theirNotifications(whose)})`,
  },
  {
    table: probes,
    isTheirs: ({ customerId }) => eq(probes.customerId, customerId),
    without: ['askedById', 'askedByName'],
  },
  // An event's position in the order of all events isn't personal data.
  {
    table: events,
    isTheirs: ({ customerId }) => eq(events.customerId, customerId),
    without: ['number', 'position'],
  },
  { table: promptEvents, isTheirs: ({ customerId }) => eq(promptEvents.customerId, customerId) },
  { table: promptClients, isTheirs: isTheirClient },
  {
    table: promptLists,
    isTheirs: (whose) =>
      and(
        sql`${promptLists.companyId} = ${companyOf(whose)}`,
        sql`exists (select from ${namesOf(whose)} where ${promptLists.customerIds} ? called.name)`,
      ),
    only: ['id', 'name', 'createdAt'],
  },
  {
    table: promptConfigurations,
    isTheirs: (whose) => isNaming(sql`${promptConfigurations.companyId}`, sql`${promptConfigurations.content}`, whose),
    only: ['id', 'scopeKind', 'environmentName', 'revision'],
  },
  {
    table: promptRevisions,
    isTheirs: (whose) =>
      isNaming(
        sql`(select ${promptConfigurations.companyId} from ${promptConfigurations}
          where ${promptConfigurations.id} = ${promptRevisions.configurationId})`,
        sql`${promptRevisions.content}`,
        whose,
      ),
    only: ['id', 'configurationId', 'number', 'createdAt'],
  },
  {
    table: promptProposals,
    isTheirs: (whose) => isNaming(sql`${promptProposals.companyId}`, sql`${promptProposals.content}`, whose),
    only: ['id', 'scopeKind', 'environmentName', 'baseRevision', 'createdAt'],
  },
  {
    table: refusedCalls,
    isTheirs: ({ environmentId, names }) =>
      and(eq(refusedCalls.environmentId, environmentId), inArray(refusedCalls.customer, names)),
  },
  {
    table: caseFiles,
    isTheirs: ({ customerId }) => eq(caseFiles.customerId, customerId),
    only: ['id', 'content', 'hasTexts', 'expiresAt', 'revokedAt', 'openedCount', 'lastOpenedAt', 'createdAt'],
  },
  {
    table: recentCustomers,
    isTheirs: ({ customerId }) => eq(recentCustomers.customerId, customerId),
    only: ['lookedAt'],
  },
  {
    table: auditEntries,
    isTheirs: ({ customerId }) => and(eq(auditEntries.subjectKind, 'customer'), eq(auditEntries.subjectId, customerId)),
    only: ['id', 'action', 'createdAt'],
  },
  { table: simulatedDevices, isTheirs: (whose) => isSimulated(simulatedDevices, whose) },
  { table: simulatedPushes, isTheirs: (whose) => isSimulated(simulatedPushes, whose) },
]

export const nameOfCustomerTable = ({ table }: CustomerTable) => getTableName(table)

/** Includes pushes to an address of theirs from before it was registered. */
export function theirDeliveries({ environmentId, customerId, addresses }: Omit<WhoseData, 'names'>) {
  return and(
    eq(deliveries.environmentId, environmentId),
    or(
      eq(deliveries.customerId, customerId),
      and(isNull(deliveries.customerId), ne(deliveries.address, erased), inArray(deliveries.address, addresses)),
    ),
  )
}

function theirNotifications(whose: WhoseData) {
  const named = sql`${notifications.id} in (
    select ${deliveries.notificationId} from ${deliveries} where ${theirDeliveries(whose)})`
  return and(
    eq(notifications.environmentId, whose.environmentId),
    or(eq(notifications.customerId, whose.customerId), and(isNull(notifications.customerId), named)),
  )
}

const inDeliveries = (id: SQL, whose: WhoseData) =>
  sql`${id} in (select ${deliveries.id} from ${deliveries} where ${theirDeliveries(whose)})`

/** Matches the targeting key, or any value in the context. */
export function isTheirClient({ environmentId, names }: Pick<WhoseData, 'environmentId' | 'names'>) {
  const isNamed = sql`exists (select from jsonb_array_elements(${asJsonb(names.map((name) => ({ name })))}) as vars
    where jsonb_path_exists(${promptClients.context}, '$.** ? (@ == $name)', vars))`
  return and(eq(promptClients.environmentId, environmentId), or(inArray(promptClients.targetingKey, names), isNamed))
}

const namesOf = ({ names }: WhoseData) => sql`jsonb_array_elements_text(${asJsonb(names)}) as called(name)`

const companyOf = ({ environmentId }: WhoseData) =>
  sql`(select ${apps.companyId} from ${environments} join ${apps} on ${apps.id} = ${environments.appId}
    where ${environments.id} = ${environmentId})`

const isNaming = (companyId: SQL, content: SQL, whose: WhoseData) =>
  and(
    sql`${companyId} = ${companyOf(whose)}`,
    sql`exists (select from jsonb_array_elements(${asJsonb(whose.names)}) as name
      where strpos(${content}::text, name::text) > 0)`,
  )

/** Some push types have their own topic: the bundle ID plus a suffix. */
function isSimulated(table: typeof simulatedDevices | typeof simulatedPushes, { environmentId, addresses }: WhoseData) {
  return sql`exists (select from ${environments} join ${apps} on ${apps.id} = ${environments.appId}
    where ${environments.id} = ${environmentId} and ${environments.name} = ${table.environmentName}
      and (${table.topic} = ${apps.bundleId} or starts_with(${table.topic}, ${apps.bundleId} || '.')))
    and ${inArray(table.token, addresses)}`
}
