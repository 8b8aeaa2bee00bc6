import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type Role, staff, staffCompanies } from '@/db/schema/staff'

/** By company ID, where a person's role differs from their main one. */
export type CompanyRoles = Record<string, Role>

/** The role of a person joined with one of their companies. */
export const roleThere: SQL<Role> = sql<Role>`coalesce(${staffCompanies.role}, ${staff.role})`

export const companyIdsOf = (staffId: PgColumn) => sql<string[]>`array(
  select ${staffCompanies.companyId}::text from ${staffCompanies} where ${staffCompanies.staffId} = ${staffId})`

export const companyRolesOf = (staffId: PgColumn) => sql<CompanyRoles>`(
  select coalesce(json_object_agg(${staffCompanies.companyId}, ${staffCompanies.role}), '{}')
  from ${staffCompanies} where ${staffCompanies.staffId} = ${staffId} and ${staffCompanies.role} is not null)`
