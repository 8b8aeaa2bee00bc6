type Link = { staffId: string | null; role: string; companyIds: string[]; expiresAt: Date }

/** What the audit says of an invitation or a password link that ends before it was used. */
export const linkFacts = ({ staffId, role, companyIds, expiresAt }: Link) => ({
  isForPassword: staffId !== null,
  role,
  companyIds,
  expiresAt,
})

/** Of the links that were ended, the one that still worked. */
export function stillOpen(links: Link[]) {
  const now = new Date()
  const link = links.find(({ expiresAt }) => expiresAt > now)
  return link && linkFacts(link)
}
