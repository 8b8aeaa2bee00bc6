/** Those of OFREP's five reasons that can occur here. */
export type Reason = 'STATIC' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED'

/** One shared object per outcome of a prompt, so that the response built from it can be cached by identity. */
export type PromptDecision = Readonly<{
  value: boolean
  reason: Reason
  /** `off`, `schedule`, `sdk`, `permission`, `asked`, `rule:<id>`, `rollout` */
  decidedBy: string
}>

export type KeyMissing = Readonly<{ error: 'TARGETING_KEY_MISSING'; decidedBy: string }>
/** An untrustworthy context asks no one. `details` are for its developer. */
export type InvalidContext = Readonly<{ error: 'INVALID_CONTEXT'; details: string; decidedBy: 'context' }>
export type Evaluation = PromptDecision | KeyMissing | InvalidContext

/** Every outcome of one step. */
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
