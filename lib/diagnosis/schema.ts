import { z } from 'zod'
import { roles } from '@/db/schema/staff'

import { causes } from './causes'
import { checkNames, checkStatuses } from './check-names'
import { actKinds, turns } from './turns'

const Fact = z.object({
  label: z.string(),
  value: z.string().optional(),
  at: z.iso.datetime().optional(),
})
export type Fact = z.output<typeof Fact>

const Act = z.object({
  kind: z.enum(actKinds),
  label: z.string(),
  /** The dashboard page where the act is or can be done. */
  href: z.string(),
  deviceId: z.uuid().optional(),
  deliveryId: z.uuid().optional(),
})
export type DiagnosisAct = z.output<typeof Act>

const Colleague = z.object({ name: z.string(), email: z.string(), role: z.enum(roles) })

const NextAction = z.object({
  who: z.enum(turns).meta({ description: 'Who acts next.' }),
  isYours: z.boolean().meta({ description: 'Whether the reader can act, by their role or as the platform.' }),
  sentence: z.string(),
  act: Act.optional().meta({ description: 'The action of a button, if the reader’s role allows it.' }),
  people: z.array(Colleague).meta({ description: 'Whom to contact if someone else acts next. Only for staff.' }),
})
export type NextAction = z.output<typeof NextAction>

const Check = z
  .object({
    name: z.enum(checkNames),
    /** The question: "Is the device address still valid?" */
    title: z.string(),
    status: z.enum(checkStatuses),
    /** The answer, as one sentence. */
    sentence: z.string(),
    facts: z.array(Fact),
    cause: z.enum(causes).nullable(),
    nextAction: NextAction.nullable(),
  })
  .meta({ id: 'DiagnosisCheck' })
export type Check = z.output<typeof Check>

const Verdict = z
  .object({
    status: z.enum(['ok', 'warning', 'stopped']),
    /** The check that stopped the push or warns; null if nothing is in the way. */
    check: z.enum(checkNames).nullable(),
    cause: z.enum(causes).meta({ description: 'A stable code for this result.' }),
    sentence: z.string(),
    /** The facts that prove it. */
    facts: z.array(Fact),
    nextAction: NextAction,
  })
  .meta({ id: 'DiagnosisVerdict' })
export type Verdict = z.output<typeof Verdict>

const Route = z
  .object({
    device: z.object({ id: z.uuid(), kind: z.enum(['device_token', 'uuid']), maskedAddress: z.string() }).nullable(),
    delivery: z.object({ id: z.uuid(), state: z.string(), reason: z.string().nullable() }).nullable(),
    verdict: Verdict,
    checks: z.array(Check),
  })
  .meta({ id: 'DiagnosisRoute' })
export type Route = z.output<typeof Route>

/** Why a customer didn't get a notification: for the customer as things are now, or for one past message. */
export const Diagnosis = z
  .object({
    customer: z.object({ id: z.uuid(), userId: z.string().nullable(), anonymousId: z.string().nullable() }).nullable(),
    notification: z
      .object({ id: z.uuid(), type: z.string(), title: z.string().nullable(), createdAt: z.iso.datetime() })
      .nullable(),
    /** The verdict of the route that got furthest. */
    verdict: Verdict,
    /** The checks of the route that got furthest. */
    checks: z.array(Check),
    /** One for each device, the one that got furthest first. */
    routes: z.array(Route).min(1),
    /** Devices that got less far than those listed. */
    routesLeftOut: z.int(),
  })
  .meta({ id: 'Diagnosis' })
export type Diagnosis = z.output<typeof Diagnosis>
