import { processWide } from './process-wide'

export type SessionLimits = {
  /** From the sign-in, whatever is done. */
  lengthMs: number
  /** From the last time that its person did something. */
  idleMs: number
}

const hourMs = 3_600_000
const usual: SessionLimits = { lengthMs: 7 * 24 * hourMs, idleMs: 12 * hourMs }
const given = processWide<SessionLimits>('session-limits')

export const sessionLimits = () => given.get() ?? usual

/** Said once, at the start of the process. Holds for the sessions that there are as well. */
export const limitSessions = (limits: SessionLimits | undefined) => given.set(limits)
