import type { Database, Db } from '@/db/client'
import type { ApiKeyKind } from '@/db/schema/credentials'
import type { Role } from '@/db/schema/staff'

export type { Database }

declare const made: unique symbol

export type SignedInStaff = {
  id: string
  sessionId: string
  email: string
  name: string
  role: Role
  /** 'all' for admins. */
  companyIds: readonly string[] | 'all'
}

type Request = { requestId: string; ip: string | undefined }

/** A signed-in staff member's request. Only lib/staff/context-for-session makes one. */
export type StaffContext = Request & { db: Db; staff: SignedInStaff; readonly [made]: 'staff' }

export type KeyEnvironment = {
  id: string
  name: 'production' | 'sandbox'
  appId: string
  companyId: string
  bundleId: string
  /** Identity verification of `user.id` with publishable keys. The secret is encrypted. */
  identity: { isRequired: boolean; secret: string; jwksUrl: string | null }
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

/** Called only by the two factories above. The brand exists only in types, so a cast is enough. */
export const makeStaffContext = (parts: Omit<StaffContext, typeof made>) => parts as StaffContext
export const makeMachineContext = (parts: Omit<MachineContext, typeof made>) => parts as MachineContext
