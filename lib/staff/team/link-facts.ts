import { accessFacts, type StaffAccess } from './access'

type Link = StaffAccess & { staffId: string | null; expiresAt: Date }

/** What the audit says of an invitation or a password link that ends before it was used. */
export const linkFacts = ({ staffId, expiresAt, ...access }: Link) => ({
  isForPassword: staffId !== null,
  ...accessFacts(access),
  expiresAt,
})

/** Of the links that were ended, the one that still worked. */
export function stillOpen(links: Link[]) {
  const now = new Date()
  const link = links.find(({ expiresAt }) => expiresAt > now)
  return link && linkFacts(link)
}
