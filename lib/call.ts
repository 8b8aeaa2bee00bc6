import type { Db } from '@/db/client'
import type { ApiKeyKind } from '@/db/schema/credentials'
import type { MachineContext } from './context'
import { Refused } from './errors'

/** Which kind of key a call takes: `publishable` calls are the SDK's, and a server may make them too. */
export type Takes = 'secret' | 'publishable' | 'either'

/**
 * A machine act: key kind, one transaction, input that the gateway has parsed with the schema it publishes.
 * Everything it touches belongs to the key's environment.
 */
export function call<Input, Result>(takes: Takes, run: (ctx: MachineContext, input: Input) => Promise<Result>) {
  return (ctx: MachineContext, input: Input): Promise<Result> => {
    checkKind(takes, ctx.key.kind)
    return ctx.db.transaction((db: Db) => run({ ...ctx, db }, input))
  }
}

/** The same without a transaction, for what only reads, and for what is one statement and so whole by itself. */
export function readCall<Input, Result>(takes: Takes, run: (ctx: MachineContext, input: Input) => Result) {
  return (ctx: MachineContext, input: Input): Result => {
    checkKind(takes, ctx.key.kind)
    return run(ctx, input)
  }
}

/** Also the gateway's, before it reads a body: who may not call learns nothing of what it takes. */
export function checkKind(takes: Takes, kind: ApiKeyKind) {
  if (takes === 'either' || takes === kind) return
  throw new Refused(
    'forbidden',
    takes === 'secret'
      ? 'This call needs a secret key (sk_…). Publishable keys ship in apps, so they aren’t secret.'
      : 'This is an SDK call. It needs a publishable key (pk_…).',
    {},
    'wrong_key_kind',
  )
}
