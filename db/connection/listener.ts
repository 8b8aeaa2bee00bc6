import type { Client } from 'pg'
import { changesChannel } from '@/db/changes'
import type { Tell } from './hearers'
import { openClient } from './pool'
import { sessionStatements } from './session'

const reconnectMsMin = 250
const reconnectMsMax = 5_000

/**
 * Listens on its own connection, because a pool's go to any borrower, and reopens it whenever it is lost. Fails if the
 * first connection fails. Returns a function that stops it.
 */
export async function listenTo(url: string, tell: Tell): Promise<() => Promise<void>> {
  let isOver = false
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined

  async function open() {
    const opened = await openClient(url, { name: 'pushdesk-listen', statement: sessionStatements.unhurried })
    opened.on('notification', ({ payload }) => tell(payload ?? ''))
    try {
      await opened.query(`listen ${opened.escapeIdentifier(changesChannel)}`)
    } catch (error) {
      await opened.end()
      throw error
    }
    if (isOver) return opened.end()
    client = opened.on('end', () => again(reconnectMsMin))
  }

  function again(waitMs: number) {
    if (isOver) return
    timer = setTimeout(() => {
      open().then(
        () => tell(undefined),
        () => again(Math.min(waitMs * 2, reconnectMsMax)),
      )
    }, waitMs)
  }

  await open()
  return async () => {
    isOver = true
    clearTimeout(timer)
    await client?.end()
  }
}
