import type { ApnsSession } from './session'

type Sessions = Iterable<ApnsSession>

function sumOf(sessions: Sessions, of: (session: ApnsSession) => number) {
  return [...sessions].reduce((total, session) => total + of(session), 0)
}

/** How many more requests the sessions take now. */
export const roomOf = (sessions: Sessions) => sumOf(sessions, ({ room }) => room)

/** How many requests the open sessions take at once. */
export const streamsMaxOf = (sessions: Sessions) =>
  sumOf(sessions, ({ state, streamsMax }) => (state === 'open' ? streamsMax : 0))

export const connectionStats = (sessions: Sessions) => ({
  connections: sumOf(sessions, ({ state }) => (state === 'connecting' ? 0 : 1)),
  streams: sumOf(sessions, ({ streams }) => streams),
  streamsMax: streamsMaxOf(sessions),
})
