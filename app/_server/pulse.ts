import { createHash } from 'node:crypto'

/** Another one as soon as anything of what is shown is another. */
export const pulseOf = (shown: unknown) => ({
  pulse: createHash('sha256').update(JSON.stringify(shown)).digest('base64url'),
})
