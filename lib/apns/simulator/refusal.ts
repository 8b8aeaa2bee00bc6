/** The first rule that fails answers. */
export type Refusal = { status: number; reason: string; timestamp?: number }

export const refuse = (status: number, reason: string, timestamp?: number): Refusal => ({ status, reason, timestamp })
