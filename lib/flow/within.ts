/** Returned in place of a result that took too long. */
export const late = Symbol('late')

/** Resolves to the work's result, or to `late` after `ms`. The work itself goes on, and a late failure is ignored. */
export async function within<Result>(ms: number, work: Promise<Result>): Promise<Result | typeof late> {
  work.catch(() => undefined)
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, ms, late)
  })
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
  }
}
