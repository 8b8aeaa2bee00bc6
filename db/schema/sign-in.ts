import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { type Role, roles } from './staff'
import type { signInNeeds } from './values'

export type SignInNeed = (typeof signInNeeds)[number]
export type SignInNeeds = Record<Role, SignInNeed>

/** How people sign in to this installation: one row, or none with the defaults. */
export const signInSettings = pgTable('sign_in_settings', {
  id: text('id').primaryKey(),
  needs: jsonb('needs').$type<SignInNeeds>().notNull(),
  /** Looser rules that one admin requested, until another admin agrees. */
  askedNeeds: jsonb('asked_needs').$type<SignInNeeds>(),
  askedById: uuid('asked_by_id'),
  askedByName: text('asked_by_name'),
  askedAt: instantColumn('asked_at'),
})

/** Groups of the single sign-on provider, and the access that each gives to people whose access follows groups. */
export const signInGroups = pgTable('sign_in_groups', {
  id: id(),
  /** As the provider sends it: a name, a path or an ID. */
  name: text('name').notNull().unique(),
  role: text('role', { enum: roles }).notNull(),
  /** Empty for admins, who see all. */
  companyIds: uuid('company_ids').array().notNull(),
  /** By company ID, where it differs from the role above. */
  companyRoles: jsonb('company_roles').$type<Record<string, Role>>().notNull().default({}),
  createdAt: createdAt(),
})
