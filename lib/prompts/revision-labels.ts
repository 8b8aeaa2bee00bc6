import type { RevisionKind } from '@/db/schema/prompts'

export { revisionKinds } from '@/db/schema/values'

/** Where a revision's content comes from, to follow its kind: “Undone, back to revision 3”. */
export function originLabel({ kind, restoredFrom }: { kind: RevisionKind; restoredFrom: number | null }) {
  if (restoredFrom === null) return undefined
  if (kind === 'restore') return `from revision ${restoredFrom}`
  if (kind !== 'undo') return undefined
  return restoredFrom === 0 ? 'back to before the first revision' : `back to revision ${restoredFrom}`
}
