import type { Db } from '@/db/client'

class TakenBack<Result> extends Error {
  constructor(readonly result: Result) {
    super('taken back')
  }
}

/** Acts in one transaction. `takeBack` ends it with a result, and nothing that the act wrote stays. */
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
      if (error instanceof TakenBack) return error.result as Result // takeBack gave it
      throw error
    })
}
