'use client'

import { useEffect } from 'react'
import { keepRecent } from './recent-customers.query'

/** Puts the customer whose page is looked at among those that the palette offers first. */
export function KeepRecent({ environmentId, customerId }: { environmentId: string; customerId: string }) {
  useEffect(() => void keepRecent({ environmentId, customerId }), [environmentId, customerId])
  return null
}
