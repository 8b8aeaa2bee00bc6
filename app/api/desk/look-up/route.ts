import { forRead } from '@/app/_server/doors'
import { lookUp } from '@/lib/look-up/look-up'

/** POST, because a pasted token must not be in a URL. */
export const POST = forRead(lookUp)
