import { scripts } from '@/package.json'

/** Node’s flags in production. The controls get them too. */
export const nodeFlags = scripts.start.split(' ').filter((word) => word.startsWith('--'))
