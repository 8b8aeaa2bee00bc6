import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { apps, companies } from './companies'
import { customers } from './customers'
import { mailTopics } from './values'

export const roles = ['admin', 'integration_manager', 'support', 'viewer'] as const
export type Role = (typeof roles)[number]

/** An admin's actions on an account that keep it from approving anything for a day. */
export const approvalHolds = ['password_link', 'second_factor', 'access', 'invitation', 'enabled'] as const

export const staff = pgTable(
  'staff',
  {
    id: id(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    /** Their role, or the strongest one if a company has another for them. The sign-in rules go by it. */
    role: text('role', { enum: roles }).notNull(),
    /** Each single sign-on sets role and companies from the person's groups at the provider. */
    followsGroups: boolean('follows_groups').notNull().default(false),
    /** argon2id; null for a person who signs in only through single sign-on. */
    passwordHash: text('password_hash'),
    /** OpenID Connect identity: keyed on issuer and subject, never on email. */
    oidcIssuer: text('oidc_issuer'),
    oidcSubject: text('oidc_subject'),
    /** Second factor (RFC 6238): the shared secret, encrypted. Sign-in asks for it once a code has confirmed it. */
    totpSecret: text('totp_secret'),
    totpConfirmedAt: instantColumn('totp_confirmed_at'),
    /** The time step of the last accepted code: no code is accepted twice. */
    totpStep: integer('totp_step'),
    /** Signatures of the one-time codes that replace the authenticator. */
    recoveryCodes: text('recovery_codes').array().notNull().default(sql`'{}'`),
    /** Until then the account approves nothing, because someone else could have got into it: why, and by whom. */
    approvalsHeldUntil: instantColumn('approvals_held_until'),
    approvalsHeldFor: text('approvals_held_for', { enum: approvalHolds }),
    approvalsHeldBy: text('approvals_held_by'),
    /** The colleague's ID; null if the provider's groups caused it. */
    approvalsHeldById: uuid('approvals_held_by_id'),
    /** Topics they don't want email about. */
    mailOff: text('mail_off', { enum: mailTopics }).array().notNull().default(sql`'{}'`),
    disabledAt: instantColumn('disabled_at'),
    lastSignedInAt: instantColumn('last_signed_in_at'),
    createdAt: createdAt(),
  },
  (t) => [
    // ASCII case folding: in Turkish, I and i aren't a pair
    uniqueIndex('staff_email_uq').on(sql`lower(${t.email} collate "C")`),
    unique('staff_oidc_uq').on(t.oidcIssuer, t.oidcSubject),
  ],
)

/** The companies a staff member works for. Admins see all and have no rows here. */
export const staffCompanies = pgTable(
  'staff_companies',
  {
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    companyId: uuid('company_id')
      .notNull()
      .references(() => companies.id, { onDelete: 'cascade' }),
    /** Their role there, where it differs from their main one. */
    role: text('role', { enum: roles }),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.companyId] }), index('staff_companies_company_idx').on(t.companyId)],
)

/** The apps that a staff member pinned. */
export const staffFavorites = pgTable(
  'staff_favorites',
  {
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    appId: uuid('app_id')
      .notNull()
      .references(() => apps.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.appId] }), index('staff_favorites_app_idx').on(t.appId)],
)

/** The customer pages a staff member opened last. Erased with the customer. */
export const recentCustomers = pgTable(
  'recent_customers',
  {
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    lookedAt: instantColumn('looked_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.staffId, t.customerId] }),
    index('recent_customers_page_idx').on(t.staffId, t.lookedAt),
    index('recent_customers_customer_idx').on(t.customerId),
  ],
)

/** The cookie holds a random token; only its hash is stored. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    tokenHash: text('token_hash').notNull().unique(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    userAgent: text('user_agent'),
    ip: text('ip'),
    lastSeenAt: instantColumn('last_seen_at').notNull().defaultNow(),
    /** When the person last entered a password or a code. */
    steppedUpAt: instantColumn('stepped_up_at').notNull().defaultNow(),
    /** The single sign-on that began it: the provider, the subject, and the provider's session ID if it sends one. */
    oidcIssuer: text('oidc_issuer'),
    oidcSubject: text('oidc_subject'),
    oidcSid: text('oidc_sid'),
    expiresAt: instantColumn('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('sessions_staff_idx').on(t.staffId),
    // deleteSessionsOfProvider
    index('sessions_oidc_idx').on(t.oidcIssuer, t.oidcSubject),
    // retention
    index('sessions_expires_idx').on(t.expiresAt),
  ],
)

export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    tokenHash: text('token_hash').notNull().unique(),
    /** The person whose password the link resets; null for an invitation. */
    staffId: uuid('staff_id').references(() => staff.id, { onDelete: 'cascade' }),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: roles }).notNull(),
    companyIds: uuid('company_ids').array().notNull(),
    /** By company ID, where it differs from the role above. */
    companyRoles: jsonb('company_roles').$type<Record<string, Role>>().notNull().default({}),
    invitedById: uuid('invited_by_id').references(() => staff.id, { onDelete: 'set null' }),
    expiresAt: instantColumn('expires_at').notNull(),
    acceptedAt: instantColumn('accepted_at'),
    createdAt: createdAt(),
  },
  // retention
  (t) => [index('invitations_expires_idx').on(t.expiresAt)],
)

/** Failed sign-ins per account and per address, shared by all processes. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull().default(0),
    expire: instantColumn('expire'),
  },
  (t) => [index('rate_limits_expire_idx').on(t.expire)],
)
