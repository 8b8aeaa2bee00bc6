export const refusalReasons = [
  'signed-out',
  'forbidden',
  'not-found',
  'conflict',
  'invalid',
  'too-many',
  'unavailable',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** Field path → sentences for the person who filled it in. */
export type FieldErrors = Record<string, string[]>

/** An outcome that the asker can act on, with a sentence for them. Everything else that is thrown is a bug. */
export class Refused extends Error {
  override readonly name = 'Refused'

  /** @param code stable machine word of the public API (`identity_token_invalid`); the reason where none is given */
  constructor(
    readonly reason: RefusalReason,
    message: string,
    readonly fields: FieldErrors = {},
    readonly code: string = reason.replace('-', '_'),
    readonly details: Record<string, unknown> = {},
  ) {
    super(message)
  }
}
