import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { checkIdentity } from '@/lib/identity/verify-user-token'
import type { User } from '@/lib/user'
import { limitAddress, limitCustomer } from './public-limits'

/** The kind of key that a verb takes. `publishable` is for the SDK, and `either` is for servers too. */
export type Takes = 'secret' | 'publishable' | 'either'

/** Something an API client can do. Everything that it touches belongs to the key's environment. */
export type MachineVerb<Input, Result> = {
  (ctx: MachineContext, input: Input): Result
  readonly takes: Takes
  /** Checks the kind of key before there is any input, so that a wrong caller learns nothing about the input. */
  admit(ctx: MachineContext): (input: Input) => Result
}

type Rules<Input> = {
  takes: Takes
  /** The customer that the caller acts for. With a publishable key, a `user.id` has to be proven. */
  speaksFor?: (input: Input) => User
  /** The device's address, if the call is a registration. Every other call counts as an event. */
  registers?: (input: Input) => string
  /** Needs no transaction of its own: it is a single statement, or shares a transaction with other calls. */
  isWhole?: true
}

/** A machine act: checks key kind, identity, and limits, then runs in one transaction on parsed input. */
export function machineCommand<Input, Result>(
  { takes, speaksFor, registers, isWhole }: Rules<Input>,
  run: (ctx: MachineContext, input: Input) => Promise<Result>,
): MachineVerb<Input, Promise<Result>> {
  return verb(takes, async (ctx, input) => {
    const user = speaksFor?.(input)
    const call = registers ? 'registration' : 'event'
    limitAddress(ctx, call)
    // Before the transaction, because it may fetch keys from the company's server.
    if (user) await checkIdentity(ctx, user)
    limitCustomer(ctx, { call, user, device: registers?.(input) })
    return isWhole ? run(ctx, input) : ctx.db.transaction((db) => run({ ...ctx, db }, input))
  })
}

/** A machine look. Writes nothing, and is synchronous if `run` is. */
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
