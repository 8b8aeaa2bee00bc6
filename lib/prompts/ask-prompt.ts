import type { MachineContext } from '../context'
import { Refused } from '../errors'
import { checkIdentity } from '../identity/verify-user-token'
import { machineQuery } from '../machine-verb'
import { whyNoName } from '../names-of-nothing'
import { type EvaluationContext, type RawContext, readContext } from './context'
import { evaluate } from './evaluate'
import type { Evaluation, InvalidContext } from './outcomes'
import type { PromptRuntime } from './runtime'
import type { Current } from './store'
import { unreadableIn } from './unreadable'

export type AskPrompt = {
  runtime: PromptRuntime
  raw: RawContext
  /** The stream event that made the client ask. */
  configEtag?: string
  isCounted: boolean
}

export type Asked = {
  current: Current
  context: EvaluationContext
  evaluation: Exclude<Evaluation, InvalidContext>
  /** Names of what the client said and nobody can read. */
  unreadable: string | undefined
}

/** Whether this customer is asked, from memory, where the fetch is counted too. Only a `user.id` that is named as such has to be proved. */
export const askPrompt = machineQuery({ takes: 'either' }, (ctx, input: AskPrompt): Asked | Promise<Asked> => {
  const context = readContext(input.raw)
  checkName('targetingKey', context.targetingKey)
  checkName('user.id', context.userId)
  if (context.userId === undefined) return ask(ctx, input, context)
  return checkIdentity(ctx, { id: context.userId }).then(() => ask(ctx, input, context))
})

/** A placeholder would deal many strangers alike. */
function checkName(field: string, name: string | undefined) {
  const fault = name && whyNoName(name)
  if (fault) throw new Refused('invalid', `${field}: ${fault}`)
}

function ask(ctx: MachineContext, { runtime, configEtag, isCounted }: AskPrompt, context: EvaluationContext): Asked {
  const now = Date.now()
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
