import { z } from 'zod'

export const CompanyName = z.string().trim().min(1, 'Enter the company’s name.').max(80, 'At most 80 characters.')
export const AppName = z.string().trim().min(1, 'Enter the app’s name.').max(80, 'At most 80 characters.')

/** Apple's bundle ID, which is also the APNs topic. */
export const BundleId = z
  .string()
  .trim()
  .max(155, 'At most 155 characters.')
  .regex(
    /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/,
    'Enter the bundle ID from Xcode, as in com.example.app: letters, digits, hyphens, and periods.',
  )
