type Dated = { createdAt: Date; expiresAt: Date | null }

/** When the successor of a key expires: after as long as the old one was made for, so that rotating makes none last for ever. */
export const expiryAsBefore = ({ createdAt, expiresAt }: Dated, now = Date.now()) =>
  expiresAt && new Date(now + expiresAt.getTime() - createdAt.getTime())
