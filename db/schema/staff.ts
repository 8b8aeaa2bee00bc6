import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { apps, companies } from './companies'
import { customers } from './customers'
import { mailTopics } from './values'

export const roles = ['admin', 'integration_manager', 'support', 'viewer'] as const
export type Role = (typeof roles)[number]

/** What an admin did to an account, for which it approves nothing for a day. */
export const approvalHolds = ['password_link', 'second_factor', 'access', 'invitation', 'enabled'] as const

export const staff = pgTable(
  'staff',
  {
    id: id(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    /** Their role, or the strongest one where a company has another for them: what the sign-in rules go by. */
    role: text('role', { enum: roles }).notNull(),
    /** At each single sign-on, role and companies become those of the person’s groups at the provider. */
    followsGroups: boolean('follows_groups').notNull().default(false),
    /** argon2id; null for a person who signs in through single sign-on only. */
    passwordHash: text('password_hash'),
    /** OpenID Connect identity: keyed on issuer and subject, never on e-mail. */
    oidcIssuer: text('oidc_issuer'),
    oidcSubject: text('oidc_subject'),
    /** Second factor (RFC 6238): the shared secret, encrypted. It is asked for once it was confirmed with a code. */
    totpSecret: text('totp_secret'),
    totpConfirmedAt: instantColumn('totp_confirmed_at'),
    /** The time step of the last code that was taken: no code is taken twice. */
    totpStep: integer('totp_step'),
    /** Signatures of the codes that stand in for the authenticator, each once. */
    recoveryCodes: text('recovery_codes').array().notNull().default(sql`'{}'`),
    /** Until then the account approves nothing, because someone else could have got into it: why, and by whom. */
    approvalsHeldUntil: instantColumn('approvals_held_until'),
    approvalsHeldFor: text('approvals_held_for', { enum: approvalHolds }),
    approvalsHeldBy: text('approvals_held_by'),
    /** The colleague by ID; null where a provider’s groups did it. */
    approvalsHeldById: uuid('approvals_held_by_id'),
    /** What they want no email about. */
    mailOff: text('mail_off', { enum: mailTopics }).array().notNull().default(sql`'{}'`),
    disabledAt: instantColumn('disabled_at'),
    lastSignedInAt: instantColumn('last_signed_in_at'),
    createdAt: createdAt(),
  },
  (t) => [
    // By the letters of ASCII: in Turkish, I and i are no pair
    uniqueIndex('staff_email_uq').on(sql`lower(${t.email} collate "C")`),
    unique('staff_oidc_uq').on(t.oidcIssuer, t.oidcSubject),
  ],
)

/** Which companies a staff member works for. Admins see all and have no rows here. */
export const staffCompanies = pgTable(
  'staff_companies',
  {
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    companyId: uuid('company_id')
      .notNull()
      .references(() => companies.id, { onDelete: 'cascade' }),
    /** Their role there, where it isn’t the person’s own. */
    role: text('role', { enum: roles }),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.companyId] }), index('staff_companies_company_idx').on(t.companyId)],
)

/** The apps that a staff member wants at hand. */
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

/** The customers whose pages a staff member opened last. Erased with the customer. */
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

/** The cookie holds a random token; only its hash is kept. */
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
    /** When its person last showed a password or a code. */
    steppedUpAt: instantColumn('stepped_up_at').notNull().defaultNow(),
    /** Whose single sign-on began it: the provider, the person there, and its session there where it names one. */
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
    /** Whose password the link renews; null where it invites someone new. */
    staffId: uuid('staff_id').references(() => staff.id, { onDelete: 'cascade' }),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: roles }).notNull(),
    companyIds: uuid('company_ids').array().notNull(),
    /** By company ID, where it isn’t the role above. */
    companyRoles: jsonb('company_roles').$type<Record<string, Role>>().notNull().default({}),
    invitedById: uuid('invited_by_id').references(() => staff.id, { onDelete: 'set null' }),
    expiresAt: instantColumn('expires_at').notNull(),
    acceptedAt: instantColumn('accepted_at'),
    createdAt: createdAt(),
  },
  // retention
  (t) => [index('invitations_expires_idx').on(t.expiresAt)],
)

/** Failed sign-ins, per account and per address, shared by all processes. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull().default(0),
    expire: instantColumn('expire'),
  },
  (t) => [index('rate_limits_expire_idx').on(t.expire)],
)
