'use client'

import { useEffect } from 'react'
import { keepRecent } from './recent-customers.query'

/** Adds the viewed customer to the palette's recent customers. */
export function KeepRecent({ environmentId, customerId }: { environmentId: string; customerId: string }) {
  useEffect(() => void keepRecent({ environmentId, customerId }), [environmentId, customerId])
  return null
}
