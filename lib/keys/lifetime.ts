type Dated = { createdAt: Date; expiresAt: Date | null }

/** The expiry of a rotated key. It has the old key's lifetime, so that rotating doesn't make a key permanent. */
export const expiryAsBefore = ({ createdAt, expiresAt }: Dated, now = Date.now()) =>
  expiresAt && new Date(now + expiresAt.getTime() - createdAt.getTime())
