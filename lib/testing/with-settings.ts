import { type Env, env } from '@/lib/env'

/** Runs the work with other operator settings in this process, then restores them. */
export async function withSettings<Result>(given: Partial<Env>, work: () => Promise<Result>): Promise<Result> {
  const settings = env()
  const before = { ...settings }
  Object.assign(settings, given)
  try {
    return await work()
  } finally {
    for (const name of Object.keys(given)) if (!(name in before)) Reflect.deleteProperty(settings, name)
    Object.assign(settings, before)
  }
}
