'use client'

import { useSyncExternalStore } from 'react'
import { ownTimeZone } from './wall-time'

/** The browser's zone. The server doesn't know it, so its HTML says UTC until the page is hydrated. */
export const useTimeZone = () => useSyncExternalStore(neverChanges, ownTimeZone, () => 'UTC')

const neverChanges = () => () => undefined
