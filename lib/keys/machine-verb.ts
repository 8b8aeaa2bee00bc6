import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { checkIdentity } from '@/lib/identity/verify-user-token'
import type { User } from '@/lib/user'
import { limitAddress, limitCustomer } from './public-limits'

/** Which kind of key a verb takes. `publishable` is the SDK's, and `either` a server's too. */
export type Takes = 'secret' | 'publishable' | 'either'

/** What a program can do. Everything that it touches belongs to the environment of the key. */
export type MachineVerb<Input, Result> = {
  (ctx: MachineContext, input: Input): Result
  readonly takes: Takes
  /** Checks the kind of key before there is any input: a caller who may not act learns nothing of what the verb takes. */
  admit(ctx: MachineContext): (input: Input) => Result
}

type Rules<Input> = {
  takes: Takes
  /** The customer in whose name the program acts. A publishable key has to prove a `user.id`. */
  speaksFor?: (input: Input) => User
  /** Whose device it is about, by its address, where the call is a registration; every other one is an event. */
  registers?: (input: Input) => string
  /** What is one statement is whole without a transaction, and so is what joins a transaction with others. */
  isWhole?: true
}

/** A machine act: key kind, identity, and one transaction over input that the gateway has parsed. */
export function machineCommand<Input, Result>(
  { takes, speaksFor, registers, isWhole }: Rules<Input>,
  run: (ctx: MachineContext, input: Input) => Promise<Result>,
): MachineVerb<Input, Promise<Result>> {
  return verb(takes, async (ctx, input) => {
    const user = speaksFor?.(input)
    const call = registers ? 'registration' : 'event'
    limitAddress(ctx, call)
    // Before the transaction, because it may ask the company's server for its keys.
    if (user) await checkIdentity(ctx, user)
    limitCustomer(ctx, { call, user, device: registers?.(input) })
    return isWhole ? run(ctx, input) : ctx.db.transaction((db) => run({ ...ctx, db }, input))
  })
}

/** A machine look. Writes nothing, and answers in the same tick where `run` does. */
export function machineQuery<Input, Result>(
  { takes }: { takes: Takes },
  run: (ctx: MachineContext, input: Input) => Result,
): MachineVerb<Input, Result> {
  return verb(takes, run)
}

function verb<Input, Result>(takes: Takes, run: (ctx: MachineContext, input: Input) => Result) {
  function admit(ctx: MachineContext) {
    if (takes !== 'either' && takes !== ctx.key.kind) throw wrongKind(takes)
    return (input: Input) => run(ctx, input)
  }
  return Object.assign((ctx: MachineContext, input: Input) => admit(ctx)(input), { takes, admit })
}

function wrongKind(takes: 'secret' | 'publishable') {
  const sentence =
    takes === 'secret'
      ? 'This call needs a secret key (sk_…). Publishable keys ship in apps, so they aren’t secret.'
      : 'This is an SDK call. It needs a publishable key (pk_…).'
  return new Refused('forbidden', sentence, {}, 'wrong_key_kind')
}
