import { z } from 'zod'
import { onPlatform } from '../scope'

/** POST body of /api/desk/look-up: what was typed or pasted never goes into a URL. */
export const LookUp = onPlatform({
  text: z.string().trim().min(1, 'Enter or paste something to find.').max(2_000),
  /** Only in this environment. */
  environmentId: z.uuid().optional(),
})
