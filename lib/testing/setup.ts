import { randomBytes } from 'node:crypto'
import { beforeAll } from 'vitest'
import { testDatabase } from '@/db/testing'
import { setEncryptionKey } from '@/lib/secrets'

setEncryptionKey(randomBytes(32).toString('hex'))

// Opening and migrating belongs to no test: on a busy machine it would take the first one's whole time.
beforeAll(async () => {
  await testDatabase()
})
