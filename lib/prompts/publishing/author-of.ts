import type { SignedInStaff } from '@/lib/context'

/** Who saves a revision. A trigger isn’t the person who made it, who is told of it like everyone else. */
export const authorOf = ({ id, name, trigger }: SignedInStaff) => ({ authorId: trigger ? null : id, authorName: name })
