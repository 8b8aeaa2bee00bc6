import { accessFacts, type StaffAccess } from './access'

type Link = StaffAccess & { staffId: string | null; expiresAt: Date }

/** The audit entry's fields for an invitation or password link that ends unused. */
export const linkFacts = ({ staffId, expiresAt, ...access }: Link) => ({
  isForPassword: staffId !== null,
  ...accessFacts(access),
  expiresAt,
})

/** The audit fields of the ended link that hadn't expired yet, if any. */
export function stillOpen(links: Link[]) {
  const now = new Date()
  const link = links.find(({ expiresAt }) => expiresAt > now)
  return link && linkFacts(link)
}
