import { inArray } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '@/db/schema/notifications'
import { openCase } from '@/lib/case-files/open-case'
import { shareCase } from '@/lib/case-files/share-case'
import { caseNote } from '@/lib/diagnosis/case-note'
import type { Cause } from '@/lib/diagnosis/causes'
import { diagnose } from '@/lib/diagnosis/diagnose'
import type { Diagnosis } from '@/lib/diagnosis/schema'
import { type ActKind, actPermissions, isTurnOf, type Turn } from '@/lib/diagnosis/turns'
import { roleMay } from '@/lib/permissions'
import { onStage, type Stage } from './testing-stage'

type Asked = { customer?: string; place?: 'sandbox'; notificationId?: string }

export type Staged = {
  cause: Cause
  staged: string
  /** Stages the cause. Returns what to diagnose, unless it's the stage’s customer in production. */
  stage: (stage: Stage) => Promise<Asked | undefined>
  /** Matches the verdict's sentence or facts. */
  says: RegExp
  who: Turn
  act?: ActKind
}

/** A delivery's final state or the reason for its retry, with the expected diagnosis. */
export type StagedEnd = [
  cause: Staged['cause'],
  reason: string,
  status: number | null,
  who: Staged['who'],
  act?: Staged['act'],
]

export const retriedLater = { state: 'retrying', endedAt: null, nextAttemptAt: new Date(Date.now() + 30_000) } as const

const roles = ['viewer', 'support', 'integration_manager', 'admin'] as const

/**
 * Stages each row and diagnoses it as every role and over the public API. Expects the same cause and facts, and each
 * role's own next action.
 */
export function testCauses(title: string, rows: Staged[]) {
  describe(title, () => {
    it.each(rows.map((row) => [row.cause, row.staged, row] as const))('%s: %s', (_cause, _staged, row) =>
      onStage(async (stage) => {
        const asked = (await row.stage(stage)) ?? {}
        const { customer = stage.userId, notificationId } = asked
        const place = asked.place === 'sandbox' ? stage.sandbox : stage.production
        let found: Diagnosis | undefined
        for (const role of roles) {
          const one = { environmentId: place.id, customer, notificationId }
          const diagnosis = await diagnose(stage.staff[role], one)
          expectCause(diagnosis, row)
          found = diagnosis
          const { nextAction } = diagnosis.verdict
          const mayAct = row.act !== undefined && roleMay(role, actPermissions[row.act])
          expect({ role, act: nextAction.act?.kind }).toEqual({ role, act: mayAct ? row.act : undefined })
          expect(nextAction.isYours).toBe(isTurnOf(row.who, role))
        }
        // The customer’s page uses our ID.
        const own = found?.customer?.id
        if (own)
          expectCause(
            await diagnose(stage.staff.support, { environmentId: place.id, customer: own, notificationId }),
            row,
          )
        const query = notificationId ? `?notificationId=${notificationId}` : ''
        const path = `/api/v1/customers/${encodeURIComponent(customer)}/diagnosis${query}`
        const { status, body } = await stage.ask('get', path, { key: place.sk })
        expect(status).toBe(200)
        expectCause(body, row)
        expect(body.verdict.nextAction).toMatchObject({ isYours: row.who === 'platform_team', people: [] })
        expect(body.verdict.nextAction.act).toBeUndefined()
        if (found)
          await expectHanded(stage, row, { environmentId: place.id, notificationId, diagnosis: found, customer })
      }),
    )
  })
}

type Handed = { environmentId: string; notificationId: string | undefined; diagnosis: Diagnosis; customer: string }

/**
 * Expects a handed-over diagnosis to have the page’s cause, no message text, and no colleague's name outside the
 * dashboard.
 */
async function expectHanded(
  { db, staff, production, sandbox }: Stage,
  { cause }: Staged,
  { diagnosis, customer: name, ...asked }: Handed,
) {
  const { customer, notification, verdict, routes } = diagnosis
  const about = { customer, notification, verdict, device: routes[0]?.device ?? null, delivery: null, asked: name }
  const where = { company: 'c', app: 'a', environment: 'production', url: 'https://desk/', now: new Date() }
  const told = [caseNote(about, where)]
  expect(told[0]).toContain(customer?.userId ?? customer?.anonymousId ?? name)
  if (customer) {
    const { token } = await shareCase(staff.admin, { ...asked, customerId: customer.id })
    const opened = await openCase(db, { token, ip: undefined })
    expect(opened?.diagnosis.verdict.cause).toBe(cause)
    const written = JSON.stringify(opened)
    for (const role of roles) expect(written).not.toContain(staff[role].staff.name)
    told.push(written)
  }
  const messages = await db
    .select({ title: notifications.title, body: notifications.body })
    .from(notifications)
    .where(inArray(notifications.environmentId, [production.id, sandbox.id]))
  const texts = messages.flatMap(({ title, body }) => [title, body]).filter((text) => text !== null)
  for (const text of texts) for (const one of told) expect(one).not.toContain(text)
}

function expectCause({ verdict, checks, routes }: Diagnosis, { cause, says, who }: Staged) {
  expect(verdict).toMatchObject({ cause, nextAction: { who } })
  expect(`${verdict.sentence} ${JSON.stringify(verdict.facts)}`).toMatch(says)
  expect(verdict.nextAction.sentence).not.toBe('')
  expect(checks).toEqual(routes[0]?.checks)
  const isGood = cause === 'received' || cause === 'opened'
  expect(verdict.status === 'ok').toBe(isGood)
}
