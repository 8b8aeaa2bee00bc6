import type { Db } from '@/db/client'

class TakenBack<Result> extends Error {
  constructor(readonly result: Result) {
    super('taken back')
  }
}

/** Runs `act` in one transaction. `takeBack` rolls everything back and returns its argument as the result. */
export function provisionally<Ctx extends { db: Db }, Result>(
  ctx: Ctx,
  act: (within: Ctx, takeBack: (result: Result) => never) => Promise<Result>,
): Promise<Result> {
  const takeBack = (result: Result): never => {
    throw new TakenBack(result)
  }
  return ctx.db
    .transaction((db) => act({ ...ctx, db }, takeBack))
    .catch((error: unknown) => {
      if (error instanceof TakenBack) return error.result as Result // from takeBack
      throw error
    })
}
