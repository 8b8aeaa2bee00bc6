import type { Database, Db } from '@/db/client'
import type { ApiKeyKind } from '@/db/schema/credentials'
import type { Role } from '@/db/schema/staff'
import type { Trace } from './trace'

export type { Database }

declare const made: unique symbol

export type SignedInStaff = {
  /** The person’s ID. For a service token, its owner’s, or its own if it has no owner. */
  id: string
  sessionId: string
  email: string
  name: string
  /**
   * The person's role, or their strongest one if companies override it. A command gets the role in the company where it
   * acts.
   */
  role: Role
  /** Roles that differ from `role`, by company ID. */
  companyRoles?: Readonly<Record<string, Role>>
  /** When the session ends unless the person does something. Not set for a program. */
  endsAt?: Date
  /** When the person last entered a password or a code in this session. Not set for a program. */
  steppedUpAt?: Date
  /** How the session began. Not set for a program. */
  signedInWith?: 'password' | 'single_sign_on'
  /** 'all' for admins. */
  companyIds: readonly string[] | 'all'
  /** Set for a service token, which acts with its own role and companies, in its owner's name. */
  token?: { id: string; name: string; ownerId: string | null }
  /**
   * Set for a call of a trigger's secret URL, which acts with the least access that its one act needs, and not as the
   * trigger's creator.
   */
  trigger?: { id: string }
}

type Request = {
  requestId: string
  ip: string | undefined
  /** Set for API requests. */
  trace?: Trace
}

/** The reads of one page rendering, by query or table and then by input. */
export type PageReads = Map<unknown, Map<string, Promise<unknown>>>

/**
 * A request by a signed-in staff member or a service token. Made only by lib/staff/context-for-session,
 * lib/service-tokens/context-for-token, and lib/triggers/pull-trigger.
 */
export type StaffContext = Request & {
  db: Db
  staff: SignedInStaff
  /** Set while a page renders, which changes nothing: several parts of the page share one read. */
  reads?: PageReads
  readonly [made]: 'staff'
}

export type KeyEnvironment = {
  id: string
  name: 'production' | 'sandbox'
  appId: string
  companyId: string
  bundleId: string
  /** Identity verification of `user.id` with publishable keys. The secret is encrypted. */
  identity: {
    isRequired: boolean
    secret: string
    jwksUrl: string | null
    issuer: string | null
    audience: string | null
    minutesMax: number
  }
}

/** A program's request with an API key. Made only by lib/keys/context-for-key. */
export type MachineContext = Request & {
  db: Db
  key: { id: string; kind: ApiKeyKind; name: string; expiresAt: Date | null }
  environment: KeyEnvironment
  /** The raw User-Token header, if any. */
  userToken: string | undefined
  readonly [made]: 'machine'
}

/** Called only by the factories above. The brand exists only in types, so a cast is enough. */
export const makeStaffContext = (parts: Omit<StaffContext, typeof made>) => parts as StaffContext
export const makeMachineContext = (parts: Omit<MachineContext, typeof made>) => parts as MachineContext
