import { z } from 'zod'
import type { triggersOfEnvironment } from '@/db/queries/prompts/prompt-triggers'
import { triggerActNames } from '@/db/schema/values'

type Row = Awaited<ReturnType<typeof triggersOfEnvironment>>[number]
export type TriggerAct = Row['act']
export type TriggerView = ReturnType<typeof triggerView>

export const TriggerActName = z.enum(triggerActNames, 'Choose turn_off or pause_rollout.')

export const triggerView = (row: Row) => ({
  ...row,
  state: row.revokedAt ? ('revoked' as const) : ('active' as const),
  /** Enough to find it in an alert manager’s configuration. */
  masked: `tr_…${row.lastFour}`,
})

/** The labels of the acts in lists and in the audit log. */
export const triggerActWords: Record<TriggerAct, string> = {
  turn_off: 'Turns the prompt off',
  pause_rollout: 'Pauses the rollout',
}
