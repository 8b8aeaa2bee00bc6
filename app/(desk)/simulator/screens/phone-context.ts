'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Phone } from '@/app/(desk)/simulator/phone/phone'
import type { PhoneState } from '@/app/(desk)/simulator/phone/phone-state'

export const PhoneContext = createContext<Phone | undefined>(undefined)

/** Returns the page's phone and its current state. */
export function usePhone(): { phone: Phone; state: PhoneState } {
  const phone = useContext(PhoneContext)
  if (!phone) throw new Error('usePhone is for what is inside the phone’s page.')
  const state = useSyncExternalStore(phone.subscribe, phone.read)
  return { phone, state }
}
