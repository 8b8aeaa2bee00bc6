import { Refused } from '@/lib/errors'

/** Throws for the only admin: a team without an admin could never get one again. */
export function keepAnAdmin(person: { name: string; otherAdmins: number }) {
  if (person.otherAdmins > 0) return
  throw new Refused('conflict', `${person.name} is the only admin. Make someone else an admin first.`)
}
