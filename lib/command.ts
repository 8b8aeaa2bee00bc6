import type { z } from 'zod'
import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/audit'
import type { SignedInStaff, StaffContext } from './context'
import { Refused } from './errors'
import { refusedFields } from './invalid'
import { log } from './log'
import { roleMay, type StaffPermission } from './permissions'
import { resolveScope, type Scope, type Scoped } from './scope'
import { unstorableFields } from './unstorable-fields'

type Act<Input> = {
  db: Db
  staff: SignedInStaff
  scope: Scope
  input: Input
  requestId: string
  ip: string | undefined
}

/** What the audit line says of the change. Secrets never enter before and after. */
export type AuditOf = {
  subject: { kind: string; id?: string; name?: string }
  before?: unknown
  after?: unknown
  comment?: string
  /** Where it is more telling than the permission itself. */
  action?: string
}

type Done<Result> = { result: Result; audit: AuditOf | AuditOf[] }
type ScopedSchema = z.ZodType<Scoped>

/**
 * A staff act: permission, company scope, parsed input, one transaction, and an audit entry in it.
 * What cannot roll back (a push, a request) goes through the queue, after the commit.
 */
export function command<Schema extends ScopedSchema, Result>(
  permission: StaffPermission,
  schema: Schema,
  run: (act: Act<z.output<Schema>>) => Promise<Done<Result>>,
) {
  return async (ctx: StaffContext, raw: z.input<Schema>): Promise<Result> => {
    checkRole(ctx, permission)
    const input = parsed(schema, raw)
    return ctx.db.transaction(async (db) => {
      const scope = await resolveScope(ctx, db, input)
      const { result, audit } = await run({ ...requestOf(ctx), db, scope, input })
      for (const line of [audit].flat()) await insertAuditEntry(db, entryOf(ctx, permission, scope, line))
      return result
    })
  }
}

/** A staff look: permission, company scope and parsed input. Changes nothing and leaves no trace. */
export function query<Schema extends ScopedSchema, Result>(
  permission: StaffPermission,
  schema: Schema,
  run: (act: Act<z.output<Schema>>) => Promise<Result>,
) {
  return async (ctx: StaffContext, raw: z.input<Schema>): Promise<Result> => {
    checkRole(ctx, permission)
    const input = parsed(schema, raw)
    const scope = await resolveScope(ctx, ctx.db, input)
    return run({ ...requestOf(ctx), db: ctx.db, scope, input })
  }
}

function requestOf({ staff, requestId, ip }: StaffContext) {
  return { staff, requestId, ip }
}

function checkRole(ctx: StaffContext, permission: StaffPermission) {
  if (roleMay(ctx.staff.role, permission)) return
  log.warn({ staffId: ctx.staff.id, permission, requestId: ctx.requestId }, 'refused; the role doesn’t allow it')
  throw new Refused('forbidden', 'Your role doesn’t allow this. Ask an admin.')
}

function parsed<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const result = schema.safeParse(raw)
  if (result.success) return storable(result.data)
  throw new Refused('invalid', 'Some fields aren’t valid.', refusedFields(result.error))
}

/** Rejects unstorable text here, once for all commands. */
function storable<Input>(input: Input): Input {
  const fields = unstorableFields(input)
  if (Object.keys(fields).length === 0) return input
  throw new Refused('invalid', 'Some fields aren’t valid.', fields)
}

function entryOf(ctx: StaffContext, permission: StaffPermission, scope: Scope, line: AuditOf) {
  return {
    action: line.action ?? permission,
    actorKind: 'staff' as const,
    actorId: ctx.staff.id,
    actorName: ctx.staff.name,
    companyId: scope.companyId,
    environmentId: scope.environmentId,
    subjectKind: line.subject.kind,
    subjectId: line.subject.id,
    subjectName: line.subject.name,
    before: line.before,
    after: line.after,
    comment: line.comment,
    ip: ctx.ip,
    requestId: ctx.requestId,
  }
}
