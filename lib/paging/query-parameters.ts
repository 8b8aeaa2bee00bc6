import { z } from 'zod'

/** `state=failed,expired` */
export const someOf = <T extends string>(item: z.ZodType<T, string>, description: string) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(30))
    .optional()
    .meta({ description: `${description} Separate several values with commas; any of them matches.` })

/** `limit=50` */
export const limitUpTo = (max: number) =>
  z
    .string()
    .regex(/^\d{1,3}$/, `Must be a number from 1 to ${max}.`)
    .transform(Number)
    .pipe(z.int().min(1).max(max))
    .default(50)
    .meta({ description: `From 1 to ${max}.` })

export const NextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Pass it as `cursor` to get the next page. Null on the last page.' })
