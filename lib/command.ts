import type { z } from 'zod'
import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import type { SignedInStaff, StaffContext } from './context'
import { Refused } from './errors'
import { refusedFields } from './invalid'
import { companiesWhere, roleIn, roleMay, type StaffPermission } from './permissions'
import { readOnce } from './read-once'
import { askerOf, resolveScope, type Scope, type Scoped } from './scope'
import { refuseWithoutStepUp } from './step-up'
import { tellRefusal } from './tell-refusal'
import type { Trace } from './trace'
import { unstorableFields } from './unstorable-fields'

type Act<Input> = {
  db: Db
  staff: SignedInStaff
  scope: Scope
  input: Input
  requestId: string
  ip: string | undefined
  trace: Trace | undefined
}

/** The change as the audit log records it. `before` and `after` never contain secrets. */
export type AuditOf = {
  subject: { kind: string; id?: string; name?: string }
  before?: unknown
  after?: unknown
  comment?: string
  /** Replaces the permission as the action where it says more. */
  action?: string
}

type Done<Result> = { result: Result; audit: AuditOf | AuditOf[] }
type ScopedSchema = z.ZodType<Scoped>

/** A command or query that staff and service tokens can run. */
export type StaffVerb<Raw, Result> = ((ctx: StaffContext, raw: Raw) => Promise<Result>) & {
  readonly permission: StaffPermission
  readonly kind: 'command' | 'query'
}

/** Any command or query, by its metadata. */
export type AnyVerb = Pick<StaffVerb<never, unknown>, 'permission' | 'kind'>

/**
 * Defines a staff command: permission, company scope, parsed input, and one transaction that also writes the audit
 * entry. Side effects that can't roll back (a push, a request) go through the queue after the commit.
 */
export function command<Schema extends ScopedSchema, Result>(
  permission: StaffPermission,
  schema: Schema,
  run: (act: Act<z.output<Schema>>) => Promise<Done<Result>>,
  /** Wraps the transaction, for work that has to happen outside it. */
  around: (ctx: StaffContext, act: () => Promise<Result>) => Promise<Result> = (_, act) => act(),
): StaffVerb<z.input<Schema>, Result> {
  async function act(ctx: StaffContext, raw: z.input<Schema>) {
    admit(ctx, permission)
    const input = parsed(schema, raw)
    refuseWithoutStepUp(ctx.staff, permission, input)
    return around(ctx, () =>
      ctx.db.transaction(async (db) => {
        const scope = await resolveScope(ctx, db, input)
        const { result, audit } = await run({
          ...requestOf(ctx),
          staff: admitThere(ctx, permission, scope),
          db,
          scope,
          input,
        })
        for (const line of [audit].flat()) await insertAuditEntry(db, entryOf(ctx, permission, scope, line))
        return result
      }),
    )
  }
  return Object.assign(act, { permission, kind: 'command' as const })
}

/** Defines a staff query: permission, company scope, and parsed input. Changes nothing and writes no audit entry. */
export function query<Schema extends ScopedSchema, Result>(
  permission: StaffPermission,
  schema: Schema,
  run: (act: Act<z.output<Schema>>) => Promise<Result>,
): StaffVerb<z.input<Schema>, Result> {
  async function look(ctx: StaffContext, raw: z.input<Schema>) {
    admit(ctx, permission)
    const input = parsed(schema, raw)
    const scope = await resolveScope(ctx, ctx.db, input)
    const staff = admitThere(ctx, permission, scope)
    return readOnce(ctx, { of: look, asked: input }, () => run({ ...requestOf(ctx), staff, db: ctx.db, scope, input }))
  }
  return Object.assign(look, { permission, kind: 'query' as const })
}

/**
 * Defines a write to a person's own view state, such as their recent look-ups: permission, company scope, parsed input,
 * and one transaction. Writes no audit entry, because no one else sees the change.
 */
export function note<Schema extends ScopedSchema>(
  permission: StaffPermission,
  schema: Schema,
  run: (act: Act<z.output<Schema>>) => Promise<void>,
): StaffVerb<z.input<Schema>, void> {
  async function keep(ctx: StaffContext, raw: z.input<Schema>) {
    admit(ctx, permission)
    const input = parsed(schema, raw)
    await ctx.db.transaction(async (db) => {
      const scope = await resolveScope(ctx, db, input)
      await run({ ...requestOf(ctx), staff: admitThere(ctx, permission, scope), db, scope, input })
    })
  }
  return Object.assign(keep, { permission, kind: 'query' as const })
}

const requestOf = ({ requestId, ip, trace }: StaffContext) => ({ requestId, ip, trace })

/**
 * The staff member with their role in the scope’s company. Throws if that role doesn't have the permission. Without a
 * company in the scope, `companyIds` are the companies in which the staff member has the permission.
 */
function admitThere(ctx: StaffContext, permission: StaffPermission, { companyId }: Scope): SignedInStaff {
  const { staff } = ctx
  if (!companyId) return { ...staff, companyIds: companiesWhere(staff, permission) }
  const role = roleIn(staff, companyId)
  if (roleMay(role, permission)) return { ...staff, role }
  tellRefusal('role', { ...askerOf(ctx), permission, companyId })
  throw new Refused('forbidden', 'Your role in this company doesn’t allow this. Ask an admin.')
}

/**
 * Throws unless one of the person's roles has the permission. Every command and query calls it; a caller that reads
 * input first may call it earlier.
 */
export function admit(ctx: StaffContext, permission: StaffPermission) {
  if (ctx.staff.token && permission === 'account.change')
    throw new Refused('forbidden', 'A service token has no account of its own.')
  if (roleMay(ctx.staff.role, permission)) return
  tellRefusal('role', { ...askerOf(ctx), permission })
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

export function actorOf({ staff: { id, token, trigger } }: Pick<StaffContext, 'staff'>) {
  if (trigger) return { actorKind: 'trigger' as const, actorId: trigger.id }
  return token
    ? { actorKind: 'service_token' as const, actorId: token.id }
    : { actorKind: 'staff' as const, actorId: id }
}

function entryOf(ctx: StaffContext, permission: StaffPermission, scope: Scope, line: AuditOf) {
  return {
    action: line.action ?? permission,
    ...actorOf(ctx),
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
