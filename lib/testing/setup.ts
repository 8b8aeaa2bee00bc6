import { randomBytes } from 'node:crypto'
import { beforeAll } from 'vitest'
import { testDatabase } from '@/db/testing'
import { setEncryptionKey } from '@/lib/secrets'

setEncryptionKey(randomBytes(32).toString('hex'))

// Opens and migrates the database before any test: on a busy machine, this could time out the first one.
beforeAll(async () => {
  await testDatabase()
})
