import { z } from 'zod'
import { nameText } from '@/lib/text/name-text'

export const CompanyName = nameText(80, 'Enter the company’s name.')
export const AppName = nameText(80, 'Enter the app’s name.')

/** Apple's bundle ID, which is also the APNs topic. */
export const BundleId = z
  .string()
  .trim()
  .max(155, 'At most 155 characters.')
  .regex(
    /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/,
    'Enter the bundle ID from Xcode, as in com.example.app: letters, digits, hyphens, and periods.',
  )
