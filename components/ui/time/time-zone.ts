'use client'

import { useSyncExternalStore } from 'react'
import { ownTimeZone } from './wall-time'

/** The browser's time zone. The server doesn't know it, so its HTML uses UTC until hydration. */
export const useTimeZone = () => useSyncExternalStore(neverChanges, ownTimeZone, () => 'UTC')

const neverChanges = () => () => undefined
