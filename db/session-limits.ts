import { processWide } from './process-wide'

export type SessionLimits = {
  /** Counted from the sign-in, regardless of activity. */
  lengthMs: number
  /** Counted from the person's last activity. */
  idleMs: number
}

const hourMs = 3_600_000
const usual: SessionLimits = { lengthMs: 7 * 24 * hourMs, idleMs: 12 * hourMs }
const given = processWide<SessionLimits>('session-limits')

export const sessionLimits = () => given.get() ?? usual

/** Set once when the process starts. Applies to existing sessions too. */
export const limitSessions = (limits: SessionLimits | undefined) => given.set(limits)
