/** Of OFREP's five, those that can happen here. */
export type Reason = 'STATIC' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED'

/** The same object whenever the same prompt comes to the same end, so that what follows from it is made once. */
export type PromptDecision = Readonly<{
  value: boolean
  reason: Reason
  /** `off`, `schedule`, `sdk`, `permission`, `asked`, `rule:<id>`, `rollout` */
  decidedBy: string
}>

export type KeyMissing = Readonly<{ error: 'TARGETING_KEY_MISSING'; decidedBy: string }>
/** A context that cannot be trusted asks no one; `details` are for its developer. */
export type InvalidContext = Readonly<{ error: 'INVALID_CONTEXT'; details: string; decidedBy: 'context' }>
export type Evaluation = PromptDecision | KeyMissing | InvalidContext

/** All ends that one step can come to. */
export type Outcomes = {
  everyone: PromptDecision
  nobody: PromptDecision
  inShare: PromptDecision
  outOfShare: PromptDecision
  keyMissing: KeyMissing
}

export function outcomesOf(decidedBy: string, wholeReason: Reason = 'TARGETING_MATCH'): Outcomes {
  return {
    everyone: { value: true, reason: wholeReason, decidedBy },
    nobody: { value: false, reason: wholeReason, decidedBy },
    inShare: { value: true, reason: 'SPLIT', decidedBy },
    outOfShare: { value: false, reason: 'SPLIT', decidedBy },
    keyMissing: { error: 'TARGETING_KEY_MISSING', decidedBy },
  }
}
