import type { Db } from '@/db/client'
import { approvalHoldsOf, promptApprovers } from '@/db/queries/prompts/prompt-places'
import { formatList } from '@/lib/format/list'
import { plural } from '@/lib/format/number'
import { couldHaveActed } from '@/lib/staff/team/approval-hold'
import { isolated } from '@/lib/text/isolated'

type Proposal = { companyId: string | null; authorId: string; createdAt: Date }
type Approver = { id: string; name: string }

/**
 * Returns who may approve each of these proposals: everyone with the role and the company, except the author and a
 * colleague who could have acted as the author. For the platform, the admins.
 */
export async function approversOf(db: Db, proposals: readonly Proposal[]) {
  const companyIds = [...new Set(proposals.flatMap(({ companyId }) => companyId ?? []))]
  const people = proposals.length > 0 ? await promptApprovers(db, { companyIds, now: new Date() }) : []
  const authors = new Map(
    (await approvalHoldsOf(db, { staffIds: proposals.map(({ authorId }) => authorId) })).map((one) => [one.id, one]),
  )
  return ({ companyId, authorId, createdAt }: Proposal): Approver[] => {
    const author = authors.get(authorId)
    const notTheSecond = [authorId, author && couldHaveActed(author, createdAt)]
    return people
      .filter(({ id, role, companyId: of }) => !notTheSecond.includes(id) && (role === 'admin' || of === companyId))
      .map(({ id, name }) => ({ id, name }))
  }
}

const namedMax = 4

/** `you, Ann, or Ben`; undefined if no one else may approve. */
export function approverWords(approvers: readonly Approver[], staffId: string): string | undefined {
  if (approvers.length === 0) return undefined
  const others = approvers.filter(({ id }) => id !== staffId).map(({ name }) => isolated(name))
  const names = others.length < approvers.length ? ['you', ...others] : others
  const more = names.length - namedMax
  const shown = more > 1 ? [...names.slice(0, namedMax), `${plural(more, 'other')}`] : names
  return formatList(shown, 'or')
}
