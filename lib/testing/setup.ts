import { randomBytes } from 'node:crypto'
import { setEncryptionKey } from '../secrets'

setEncryptionKey(randomBytes(32).toString('hex'))
