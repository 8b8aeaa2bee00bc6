import type { Db } from '@/db/client'
import { countOtherAdmins } from '@/db/queries/staff'
import { Refused } from '../errors'

/** A team without an admin could never get one again. */
export async function keepAnAdmin(db: Db, person: { id: string; name: string }) {
  if ((await countOtherAdmins(db, { staffId: person.id })) > 0) return
  throw new Refused('conflict', `${person.name} is the only admin. Make somebody else an admin first.`)
}
