import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { environments } from './companies'
import { deliveryStates, notificationTypes, transports } from './values'

export type NotificationType = (typeof notificationTypes)[number]
export type Transport = (typeof transports)[number]
export type DeliveryState = (typeof deliveryStates)[number]
export const attemptOutcomes = ['accepted', 'rejected', 'unknown', 'not_sent'] as const
export type AttemptOutcome = (typeof attemptOutcomes)[number]

/** Headers of an APNs request that a caller may set. */
export type ApnsHeaders = {
  'apns-push-type'?: string
  'apns-priority'?: string
  'apns-expiration'?: string
  'apns-collapse-id'?: string
}

export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    type: text('type', { enum: notificationTypes }).notNull(),
    /** The caller's message ID or idempotency key: a repeat is the same notification. */
    externalId: text('external_id'),
    /** SHA-256 of the request, so that reusing an ID with different content is rejected. */
    requestHash: text('request_hash'),
    /** Null if the customer was erased or the caller named only an address. */
    customerId: uuid('customer_id'),
    conversationId: text('conversation_id'),
    title: text('title'),
    body: text('body'),
    unread: integer('unread'),
    /** The whole APNs payload, the `pushdesk` key included. */
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    headers: jsonb('headers').$type<ApnsHeaders>().notNull().default({}),
    /** Set for tests, which are sent even while the customer has the chat or the app open. */
    ignoresPresence: boolean('ignores_presence').notNull().default(false),
    actorKind: text('actor_kind', { enum: ['staff', 'api_key', 'system'] }).notNull(),
    actorId: text('actor_id'),
    actorName: text('actor_name').notNull(),
    /** The ID of the call that created it, as in the `x-request-id` of its answer. Null for those of earlier versions. */
    requestId: text('request_id'),
    sentAt: instantColumn('sent_at'),
    expiresAt: instantColumn('expires_at').notNull(),
    /** When title, text, and payload are removed, once all deliveries have ended; null: they stay with the row. */
    textUntil: instantColumn('text_until'),
    textRemovedAt: instantColumn('text_removed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('notifications_external_uq').on(t.environmentId, t.externalId).where(sql`${t.externalId} is not null`),
    index('notifications_page_idx').on(t.environmentId, t.createdAt, t.id),
    index('notifications_customer_idx').on(t.customerId, t.createdAt, t.id),
    // forgetTexts
    index('notifications_text_idx')
      .on(t.textUntil)
      .where(sql`${t.textUntil} is not null and ${t.textRemovedAt} is null`),
    // pageOfDeliveries of one conversation
    index('notifications_conversation_idx')
      .on(t.environmentId, t.conversationId)
      .where(sql`${t.conversationId} is not null`),
  ],
)

export const deliveries = pgTable(
  'deliveries',
  {
    /** Also the `apns-id` of every attempt. */
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    notificationId: uuid('notification_id')
      .notNull()
      .references(() => notifications.id, { onDelete: 'cascade' }),
    type: text('type', { enum: notificationTypes }).notNull(),
    customerId: uuid('customer_id'),
    /** No foreign key: the log outlives a removed device. */
    deviceId: uuid('device_id'),
    deviceKind: text('device_kind', { enum: ['device_token', 'uuid'] }).notNull(),
    /** The address it goes to, even if the caller named an unregistered one. */
    address: text('address').notNull(),
    transport: text('transport', { enum: transports }).notNull(),
    isSimulated: boolean('is_simulated').notNull(),
    state: text('state', { enum: deliveryStates }).notNull(),
    /** APNs's reason, an HTTP status (`http_500`), a suppression reason (`chat_connected`), or the transport's. */
    reason: text('reason'),
    attemptCount: integer('attempt_count').notNull().default(0),
    /** The response to an attempt was lost: the push may have been shown whatever the state says. */
    isUncertain: boolean('is_uncertain').notNull().default(false),
    /** `conversation:device`; deliveries with the same key are sent one after another. */
    orderKey: text('order_key'),
    /** Set for a resend: the earlier delivery. */
    repeatsId: uuid('repeats_id'),
    /** The trace ID (W3C Trace Context) of the call that created it. */
    traceId: text('trace_id'),
    /** The parent span of its attempts, and whether that span is sampled: `00f067aa0ba902b7-01`. */
    traceParent: text('trace_parent'),
    nextAttemptAt: instantColumn('next_attempt_at'),
    expiresAt: instantColumn('expires_at').notNull(),
    endedAt: instantColumn('ended_at'),
    receivedAt: instantColumn('received_at'),
    openedAt: instantColumn('opened_at'),
    createdAt: createdAt(),
  },
  (t) => [
    // pageOfDeliveries: newest first, overall and within each combination of filters
    index('deliveries_page_idx').on(t.environmentId, t.createdAt, t.id),
    index('deliveries_state_idx').on(
      t.environmentId,
      t.state,
      t.type,
      t.transport,
      t.isSimulated,
      t.isUncertain,
      t.createdAt,
      t.id,
    ),
    index('deliveries_reason_idx')
      .on(t.environmentId, t.reason, t.state, t.type, t.transport, t.isSimulated, t.isUncertain, t.createdAt, t.id)
      .where(sql`${t.reason} is not null`),
    index('deliveries_device_idx').on(t.deviceId, t.createdAt, t.id),
    index('deliveries_customer_idx').on(t.customerId, t.createdAt, t.id),
    index('deliveries_notification_idx').on(t.notificationId),
    // order within a conversation, and recovery after a restart: only deliveries that haven't ended
    index('deliveries_open_idx')
      .on(t.orderKey, t.createdAt, t.id)
      .where(sql`${t.state} in ('queued', 'sending', 'retrying')`),
  ],
)

export const attempts = pgTable(
  'attempts',
  {
    id: id(),
    environmentId: uuid('environment_id').notNull(),
    deliveryId: uuid('delivery_id')
      .notNull()
      .references(() => deliveries.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    outcome: text('outcome', { enum: attemptOutcomes }).notNull(),
    /** The HTTP status. Null if there was no response. */
    status: integer('status'),
    reason: text('reason'),
    /** The request and the response, with secrets masked. */
    request: jsonb('request').$type<{ method: string; url: string; headers: Record<string, string>; body?: unknown }>(),
    response: jsonb('response').$type<{ headers: Record<string, string>; body?: unknown }>(),
    apnsUniqueId: text('apns_unique_id'),
    startedAt: instantColumn('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('attempts_delivery_idx').on(t.deliveryId, t.number)],
)

/** APNs's response to a delivery that the company API sent, as the company reports it afterwards. */
export const reportedOutcomes = pgTable('reported_outcomes', {
  deliveryId: uuid('delivery_id')
    .primaryKey()
    .references(() => deliveries.id, { onDelete: 'cascade' }),
  state: text('state', { enum: ['accepted', 'failed'] }).notNull(),
  reason: text('reason'),
  /** When APNs responded, by the company's clock. */
  at: instantColumn('at').notNull(),
  createdAt: createdAt(),
})

export const receipts = pgTable(
  'receipts',
  {
    id: id(),
    environmentId: uuid('environment_id').notNull(),
    notificationId: uuid('notification_id')
      .notNull()
      .references(() => notifications.id, { onDelete: 'cascade' }),
    deliveryId: uuid('delivery_id'),
    deviceId: uuid('device_id').notNull(),
    kind: text('kind', { enum: ['received', 'opened'] }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('receipts_once_uq').on(t.notificationId, t.deviceId, t.kind)],
)
