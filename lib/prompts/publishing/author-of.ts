import type { SignedInStaff } from '@/lib/context'

/** The author of a revision. A trigger has no author ID, so that the person who made it is notified like others. */
export const authorOf = ({ id, name, trigger }: SignedInStaff) => ({ authorId: trigger ? null : id, authorName: name })
