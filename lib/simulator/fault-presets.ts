import { presets } from '../apns/simulator/presets'

/** What a page shows of the bad days that can be switched on. */
export const faultPresets = presets.map(({ name, title, description }) => ({ name, title, description }))
