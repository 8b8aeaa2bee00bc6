import { presets } from '@/lib/apns/simulator/faults/presets'

/** The outage presets as a page shows them. */
export const faultPresets = presets.map(({ name, title, description }) => ({ name, title, description }))
