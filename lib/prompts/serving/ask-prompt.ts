import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { checkIdentity } from '@/lib/identity/verify-user-token'
import { machineQuery } from '@/lib/keys/machine-verb'
import { limitAddress, limitCustomer } from '@/lib/keys/public-limits'
import { type EvaluationContext, type RawContext, readContext } from '@/lib/prompts/evaluation/context'
import { evaluate } from '@/lib/prompts/evaluation/evaluate'
import type { Evaluation, InvalidContext } from '@/lib/prompts/evaluation/outcomes'
import { unreadableIn } from '@/lib/prompts/evaluation/unreadable'
import { whyNoName } from '@/lib/text/names-of-nothing'
import type { PromptRuntime } from './runtime'
import type { Current } from './store'

export type AskPrompt = {
  runtime: PromptRuntime
  raw: RawContext
  /** The etag of the stream event that made the client fetch. */
  configEtag?: string
  isCounted: boolean
}

export type AskedPrompt = {
  current: Current
  context: EvaluationContext
  evaluation: Exclude<Evaluation, InvalidContext>
  /** Names of the context fields that couldn't be read. */
  unreadable: string | undefined
}

/** Evaluates the prompt from memory and counts the fetch there. Only a `user.id` given as such has to be proved. */
export const askPrompt = machineQuery(
  { takes: 'either' },
  (ctx, input: AskPrompt): AskedPrompt | Promise<AskedPrompt> => {
    const context = readContext(input.raw)
    checkName('targetingKey', context.targetingKey)
    checkName('user.id', context.userId)
    limitAddress(ctx, 'evaluation')
    context.isUnproved =
      context.userId === undefined && ctx.key.kind === 'publishable' && ctx.environment.identity.isRequired
    if (context.userId === undefined) return ask(ctx, input, context)
    return checkIdentity(ctx, { id: context.userId }).then(() => ask(ctx, input, context))
  },
)

/** A placeholder would put many strangers into the same bucket. */
function checkName(field: string, name: string | undefined) {
  const fault = name && whyNoName(name)
  if (fault) throw new Refused('invalid', `${field}: ${fault}`)
}

function ask(
  ctx: MachineContext,
  { runtime, configEtag, isCounted }: AskPrompt,
  context: EvaluationContext,
): AskedPrompt {
  const now = Date.now()
  limitCustomer(ctx, { call: 'evaluation', user: { id: context.userId, anonymousId: context.targetingKey } }, now)
  const current = runtime.store.for(ctx.environment)
  const evaluation = evaluate(current.compiled, { context, now })
  if ('details' in evaluation) throw new Refused('invalid', evaluation.details)
  if (isCounted && 'value' in evaluation)
    runtime.fetches.add({
      environmentId: ctx.environment.id,
      current,
      context,
      decision: evaluation,
      isStreaming: configEtag === current.fingerprint,
      now,
    })
  return { current, context, evaluation, unreadable: unreadableIn(context, current.compiled.reads) }
}
