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
  /** Their role, or the strongest one where a company has another for them. A verb gives the role where it acts. */
  role: Role
  /** By company ID, where it is another. */
  companyRoles?: Readonly<Record<string, Role>>
  /** When the session ends if they do nothing more. A program has none. */
  endsAt?: Date
  /** When they last showed a password or a code in this session. A program has none. */
  steppedUpAt?: Date
  /** How the session began. A program has none. */
  signedInWith?: 'password' | 'single_sign_on'
  /** 'all' for admins. */
  companyIds: readonly string[] | 'all'
  /** Where a program acts: with its own role and companies, in its owner's name. */
  token?: { id: string; name: string; ownerId: string | null }
  /** Where a secret URL was called: it acts with the least that its one act needs, and not as the person who made it. */
  trigger?: { id: string }
}

type Request = {
  requestId: string
  ip: string | undefined
  /** Of a call of the API. */
  trace?: Trace
}

/** What one rendering of a page has read, by verb or table and then by what was asked. */
export type PageReads = Map<unknown, Map<string, Promise<unknown>>>

/** A signed-in staff member's request, or a service token's. Only lib/staff/context-for-session, lib/service-tokens/context-for-token, and lib/triggers/pull-trigger make one. */
export type StaffContext = Request & {
  db: Db
  staff: SignedInStaff
  /** Where a page is rendered, which changes nothing: what several parts of it ask for is read once. */
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

/** A program's request with an API key. Only lib/keys/context-for-key makes one. */
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
