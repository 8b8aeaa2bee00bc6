import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instantColumn, jsonb } from './columns'
import type { Role } from './staff'
import type { signInNeeds } from './values'

export type SignInNeed = (typeof signInNeeds)[number]
export type SignInNeeds = Record<Role, SignInNeed>

/** How people sign in to this installation: one row, or none while nothing is set. */
export const signInSettings = pgTable('sign_in_settings', {
  id: text('id').primaryKey(),
  needs: jsonb('needs').$type<SignInNeeds>().notNull(),
  /** Looser rules that one admin wants, until another one agrees. */
  askedNeeds: jsonb('asked_needs').$type<SignInNeeds>(),
  askedById: uuid('asked_by_id'),
  askedByName: text('asked_by_name'),
  askedAt: instantColumn('asked_at'),
})
