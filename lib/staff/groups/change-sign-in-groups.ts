import { z } from 'zod'
import type { Db } from '@/db/client'
import {
  changeSignInGroupRow,
  deleteSignInGroup,
  insertSignInGroup,
  lockSignInGroup,
} from '@/db/queries/staff/sign-in-groups'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { accessFacts, accessFor, accessShape, isSameAccess } from '@/lib/staff/team/access'
import { nameText } from '@/lib/text/name-text'

const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'sign_in_group', id, name })

/** Sets the access that a provider group gives. Applied at each person’s next sign-in. */
export const addSignInGroup = command(
  'sign_in.change',
  onPlatform({ name: nameText(200, 'Enter the group’s name as the identity provider sends it.'), ...accessShape }),
  async ({ db, input }) => {
    const access = await accessFor(db, input)
    const group = await insertSignInGroup(db, { name: input.name, ...access })
    if (!group)
      throw new Refused('conflict', 'This group is already in the list. Change it there.', {
        name: ['This group is already in the list.'],
      })
    return {
      result: group,
      audit: { action: 'sign_in.add_group', subject: subjectOf(group), after: accessFacts(access) },
    }
  },
)

export const changeSignInGroup = command(
  'sign_in.change',
  onPlatform({ groupId: z.uuid(), ...accessShape }),
  async ({ db, input }) => {
    const { groupId } = input
    const group = await groupIn(db, groupId)
    const access = await accessFor(db, input)
    if (isSameAccess(group, access))
      throw new Refused('conflict', 'Nothing to save: the group already has this role and these companies.')
    await changeSignInGroupRow(db, { groupId, ...access })
    return {
      result: { ...group, ...access },
      audit: {
        action: 'sign_in.change_group',
        subject: subjectOf(group),
        before: accessFacts(group),
        after: accessFacts(access),
      },
    }
  },
)

/** Keeps people with access only through this group from signing in again. Their open sessions continue. */
export const removeSignInGroup = command(
  'sign_in.change',
  onPlatform({ groupId: z.uuid() }),
  async ({ db, input: { groupId } }) => {
    const group = await groupIn(db, groupId)
    await deleteSignInGroup(db, { groupId })
    return {
      result: { name: group.name },
      audit: { action: 'sign_in.remove_group', subject: subjectOf(group), before: accessFacts(group) },
    }
  },
)

async function groupIn(db: Db, groupId: string) {
  const group = await lockSignInGroup(db, { groupId })
  if (!group) throw new Refused('not-found', 'This group isn’t in the list.')
  return group
}
