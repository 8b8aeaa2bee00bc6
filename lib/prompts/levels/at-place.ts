import { z } from 'zod'
import type { Db } from '@/db/client'
import type { PromptPlace } from '@/db/queries/prompts/prompts'
import { environmentNames } from '@/db/schema/values'
import { type AuditOf, command, query, type StaffVerb } from '@/lib/command'
import type { SignedInStaff, StaffContext } from '@/lib/context'
import type { StaffPermission } from '@/lib/permissions'
import { inApp, inCompany, onPlatform, type Scope } from '@/lib/scope'

/** Selects a configuration in an input. */
export type PlaceInput = { environmentName: 'production' | 'sandbox' } & (
  | { appId: string }
  | { companyId: string }
  | { scope: 'platform' }
)

type Act<Shape extends z.ZodRawShape> = {
  db: Db
  staff: SignedInStaff
  place: PromptPlace
  input: z.output<z.ZodObject<Shape>>
}
type Done<Result> = { result: Result; audit: AuditOf | AuditOf[] }
/** Without a shape of its own, a command or query takes only the place. */
type Raw<Shape extends z.ZodRawShape> = PlaceInput & (keyof Shape extends never ? unknown : z.input<z.ZodObject<Shape>>)

/** Defines a staff command on one configuration: of an app, a company, or the platform, which is for admins only. */
export function promptCommand<Shape extends z.ZodRawShape, Result>(
  permission: StaffPermission,
  shape: Shape,
  run: (act: Act<Shape>) => Promise<Done<Result>>,
) {
  const { forApp, forCompany, forPlatform } = schemasOf(shape)
  const onPlatformOnly = permission === 'prompt.read' ? permission : 'prompt.publish_platform'
  const at = (act: Found) => run(placed<Shape>(act))
  return verbOf<Shape, Result>({
    app: command(permission, forApp, at),
    company: command(permission, forCompany, at),
    platform: command(onPlatformOnly, forPlatform, at),
  })
}

export function promptQuery<Shape extends z.ZodRawShape, Result>(
  permission: StaffPermission,
  shape: Shape,
  run: (act: Act<Shape>) => Promise<Result>,
) {
  const { forApp, forCompany, forPlatform } = schemasOf(shape)
  const at = (act: Found) => run(placed<Shape>(act))
  return verbOf<Shape, Result>({
    app: query(permission, forApp, at),
    company: query(permission, forCompany, at),
    platform: query(permission, forPlatform, at),
  })
}

type Found = { db: Db; staff: SignedInStaff; scope: Scope; input: { environmentName: 'production' | 'sandbox' } }

function schemasOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const whole = { environmentName: z.enum(environmentNames), ...shape }
  // The generic shape hides environmentName from the compiler, but the line above sets it.
  type Whole = { environmentName: z.ZodEnum<{ production: 'production'; sandbox: 'sandbox' }> }
  return {
    forApp: inApp(whole as unknown as Whole),
    forCompany: inCompany(whole as unknown as Whole),
    forPlatform: onPlatform(whole as unknown as Whole),
  }
}

function placed<Shape extends z.ZodRawShape>({ db, staff, scope, input }: Found): Act<Shape> {
  const { companyId = null, appId = null } = scope
  const scopeKind = appId ? 'app' : companyId ? 'company' : 'platform'
  const place = { scopeKind, environmentName: input.environmentName, companyId, appId } as const
  return { db, staff, place, input: input as unknown as z.output<z.ZodObject<Shape>> } // parsed with that very shape
}

type Verb<Result> = ((ctx: StaffContext, raw: never) => Promise<Result>) &
  Pick<StaffVerb<never, Result>, 'permission' | 'kind'>

function verbOf<Shape extends z.ZodRawShape, Result>(verbs: Record<'app' | 'company' | 'platform', Verb<Result>>) {
  function at(ctx: StaffContext, raw: Raw<Shape>): Promise<Result> {
    // Raw input. Each command validates it.
    const named: object = typeof raw === 'object' && raw !== null ? raw : {}
    const verb = 'appId' in named ? verbs.app : 'companyId' in named ? verbs.company : verbs.platform
    return verb(ctx, raw as never)
  }
  const { permission, kind } = verbs.app
  return Object.assign(at, { permission, kind, platformPermission: verbs.platform.permission })
}
