import { setTimeout as sleep } from 'node:timers/promises'

type Target = { url: string; key: string; users: string[] }

const sendersCount = 8
const pauseMs = 20

/** Sends messages until stopped. An unacknowledged message is resent with the same ID, as the platform would do. */
export function startLoad({ url, key, users }: Target) {
  const acknowledged: string[] = []
  let isOver = false
  let count = 0
  async function post(number: number) {
    const message = {
      id: `kill-${number}`,
      type: 'live',
      conversationId: `conversation-${number % 50}`,
      user: { id: users[number % users.length] },
      title: 'Kill test',
      body: `Message ${number}`,
    }
    const response = await fetch(`${url}/api/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(5_000),
    })
    await response.arrayBuffer()
    return response.status
  }
  async function sender() {
    while (!isOver) {
      const number = count++
      for (;;) {
        const status = await post(number).catch(() => 0)
        if (status === 202) break
        if (status >= 400 && status < 500) throw new Error(`message ${number} was refused with ${status}`)
        // An unacknowledged message carries no guarantee, so it may be dropped.
        if (isOver) return
        await sleep(100)
      }
      acknowledged.push(`kill-${number}`)
      await sleep(pauseMs)
    }
  }
  const senders = Array.from({ length: sendersCount }, sender)
  return {
    acknowledged,
    async stop() {
      isOver = true
      await Promise.all(senders)
    },
  }
}
