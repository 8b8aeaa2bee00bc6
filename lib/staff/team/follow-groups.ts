import { z } from 'zod'
import { changeStaffRow, lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { isolated } from '@/lib/text/isolated'

/**
 * Sets whether each single sign-on gives the person the role and companies of their groups. Access doesn’t change until
 * the next sign-in, nor when following stops.
 */
export const followGroups = command(
  'team.change',
  onPlatform({ staffId: z.uuid(), follows: z.boolean() }),
  async ({ db, input: { staffId, follows } }) => {
    const person = await lockStaff(db, { staffId })
    if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
    const { name, followsGroups } = person
    if (followsGroups === follows)
      throw new Refused('conflict', `${isolated(name)} ${follows ? 'already follows' : 'doesn’t follow'} the groups.`)
    if (follows && !person.oidcSubject)
      throw new Refused(
        'conflict',
        `${isolated(name)} has never used single sign-on, so there are no groups to follow.`,
      )
    await changeStaffRow(db, { staffId, followsGroups: follows })
    return {
      result: { name },
      audit: {
        action: follows ? 'team.follow_groups' : 'team.stop_following_groups',
        subject: { kind: 'staff', id: staffId, name },
        before: { followsGroups },
        after: { followsGroups: follows },
      },
    }
  },
)
