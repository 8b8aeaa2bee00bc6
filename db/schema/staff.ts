import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns'
import { companies } from './companies'

export const roles = ['admin', 'integration_manager', 'support', 'viewer'] as const
export type Role = (typeof roles)[number]

export const staff = pgTable(
  'staff',
  {
    id: id(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: roles }).notNull(),
    /** argon2id; null for a person who signs in through single sign-on only. */
    passwordHash: text('password_hash'),
    /** OpenID Connect identity: keyed on issuer and subject, never on e-mail. */
    oidcIssuer: text('oidc_issuer'),
    oidcSubject: text('oidc_subject'),
    /** Second factor (RFC 6238): the shared secret, encrypted. It is asked for once it was confirmed with a code. */
    totpSecret: text('totp_secret'),
    totpConfirmedAt: instant('totp_confirmed_at'),
    /** The time step of the last code that was taken: no code is taken twice. */
    totpStep: integer('totp_step'),
    /** Signatures of the codes that stand in for the authenticator, each once. */
    recoveryCodes: text('recovery_codes').array().notNull().default(sql`'{}'`),
    disabledAt: instant('disabled_at'),
    lastSignedInAt: instant('last_signed_in_at'),
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
  },
  (t) => [primaryKey({ columns: [t.staffId, t.companyId] }), index('staff_companies_company_idx').on(t.companyId)],
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
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('sessions_staff_idx').on(t.staffId),
    // retention
    index('sessions_expires_idx').on(t.expiresAt),
  ],
)

export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    tokenHash: text('token_hash').notNull().unique(),
    /** Whose password the link renews; null where it invites somebody new. */
    staffId: uuid('staff_id').references(() => staff.id, { onDelete: 'cascade' }),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: roles }).notNull(),
    companyIds: uuid('company_ids').array().notNull(),
    invitedById: uuid('invited_by_id').references(() => staff.id, { onDelete: 'set null' }),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
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
    expire: instant('expire'),
  },
  (t) => [index('rate_limits_expire_idx').on(t.expire)],
)
