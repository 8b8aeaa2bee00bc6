/** The response of the first rule that fails. */
export type SimulatedRefusal = { status: number; reason: string; timestamp?: number }

export const refuse = (status: number, reason: string, timestamp?: number): SimulatedRefusal => ({
  status,
  reason,
  timestamp,
})
