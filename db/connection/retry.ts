import type { Pool } from 'pg'
import type { Db } from '@/db/client'

/** Called with every failure. */
type Failed = (error: unknown) => void

const triesMax = 8
const waitMsMax = 50

/**
 * Makes a database retry work that lost a deadlock or a serialization conflict, which PostgreSQL has rolled back. A
 * transaction's callback may therefore run several times, and must not keep state from a failed try.
 */
export function retrying<Given extends Db>(db: Given, failed: Failed): Given {
  const once: Given['transaction'] = db.transaction.bind(db)
  db.transaction = (work, config) => again(() => once(work, config), failed)
  return db
}

/** The same for single statements, each of which is its own transaction. */
export function retryingStatements(pool: Pool, failed: Failed): Pool {
  const once: (...given: unknown[]) => Promise<unknown> = pool.query.bind(pool)
  // pg's callback overloads, which no one here uses, can't be written as one function.
  pool.query = ((...given: unknown[]) => again(() => once(...given), failed)) as Pool['query']
  return pool
}

async function again<Result>(work: () => Promise<Result>, failed: Failed): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      failed(error)
      if (tries === triesMax || !isConflict(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * waitMsMax * tries))
    }
  }
}

/** 40P01 deadlock, 40001 serialization failure. */
const isConflict = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && (error.code === '40P01' || error.code === '40001')) || isConflict(error.cause))
